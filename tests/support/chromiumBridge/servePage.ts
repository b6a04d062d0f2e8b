import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { createInterface } from 'node:readline'
import type { Protocol } from 'electron'
import { origin } from '#main/desktop/protocol/origin.ts'
import { servePage } from '#main/desktop/protocol/servePage.ts'
import { type Namespace, spawnInside } from '../namespace/index.ts'

/** The built page at an address of 127.0.0.1, which is a secure context. */
export interface ServedPage {
  readonly url: string
  close(): Promise<void>
}

/** Where the page comes from and who may reach it. */
export interface PageChoices {
  /** The built page's folder. */
  readonly folder: string
  /** A free path for a socket; namespaces share files, not addresses. */
  readonly socket: string
  /** Whose 127.0.0.1 it is; without one, this process's own. */
  readonly namespace: Namespace | undefined
  readonly relayUrl: () => string
}

/** Carries each connection to a free port of this network's 127.0.0.1 to a unix socket. */
const carrier = `
  const { connect, createServer } = require('node:net')
  const server = createServer((near) => {
    const far = connect(process.argv[1])
    near.pipe(far).pipe(near)
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
  })
  server.listen(0, '127.0.0.1', () => console.log(server.address().port))
  process.stdin.on('end', () => process.exit()).resume()
`

/** Serves the page with exactly the answers, and so the policy, of the desktop's own protocol. */
export async function servePageOverHttp(choices: PageChoices): Promise<ServedPage> {
  const { folder, socket, namespace, relayUrl } = choices
  const answer = desktopAnswers(folder, relayUrl)
  const server = createServer((request, response) => {
    const asked = new Request(`${origin}${request.url ?? '/'}`, { method: request.method ?? 'GET' })
    void answer(asked).then((given) => pass(given, response))
  })
  if (namespace === undefined) {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
    return { url: `http://127.0.0.1:${address.port}/`, close: () => end(server) }
  }
  server.listen(socket)
  await once(server, 'listening')
  const child = spawnInside(namespace, [process.execPath, '-e', carrier, socket], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (child.stdout === null) throw new Error('A child with a pipe has an output')
  const [port]: unknown[] = await once(createInterface({ input: child.stdout }), 'line')
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    async close() {
      child.stdin?.end()
      await end(server)
      rmSync(socket, { force: true })
    },
  }
}

type Answers = (request: Request) => Promise<Response>

function desktopAnswers(folder: string, relayUrl: () => string): Answers {
  let answers: Answers | null = null
  const protocol = {
    handle: (_scheme: string, handler: Answers) => {
      answers = handler
    },
  }
  // servePage uses nothing else of Electron's Protocol.
  servePage(protocol as unknown as Protocol, folder, relayUrl)
  if (answers === null) throw new Error('servePage registers its answers at once')
  return answers
}

async function pass(given: Response, response: ServerResponse): Promise<void> {
  response.writeHead(given.status, Object.fromEntries(given.headers))
  response.end(Buffer.from(await given.arrayBuffer()))
}

function end(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
