import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSocket } from '#tests/relay/rawClient.ts'

/** A server in a process of its own, on this computer. */
export interface BenchServer {
  /** `ws://127.0.0.1:port` and, for signalling, its path. */
  readonly url: string
  readonly signal: string
  /** KB that the process holds in memory now. */
  memory(): number
  stop(): Promise<void>
}

/** Our relay, which takes as many connections from here as the row makes. */
export async function startOurs(root: string): Promise<BenchServer> {
  const data = mkdtempSync(join(tmpdir(), 'subrosa-bench-store-'))
  const port = await freePort()
  const server = await startServer(
    port,
    '/signal',
    [
      join(root, 'dist', 'bench', 'runner', 'relay.mjs'),
      ...['--port', String(port), '--data', data],
      ...['--connections', '5000', '--connections-per-address', '5000'],
    ],
    {},
  )
  return {
    ...server,
    async stop() {
      await server.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** The signalling server that y-webrtc brings, as it is. */
export async function startStock(root: string): Promise<BenchServer> {
  const port = await freePort()
  const script = join(root, 'node_modules', 'y-webrtc', 'bin', 'server.js')
  return startServer(port, '', [script], { PORT: String(port) })
}

async function startServer(
  port: number,
  path: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<BenchServer> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  })
  const ended = once(child, 'close')
  const url = `ws://127.0.0.1:${port}`
  const signal = url + path
  while (!(await isReady(signal))) {
    if (child.exitCode !== null) throw new Error(`A server ended with ${child.exitCode}`)
    await new Promise((done) => setTimeout(done, 100))
  }
  return {
    url,
    signal,
    memory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1])
    },
    async stop() {
      child.kill()
      await ended
    },
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const { socket, closed } = await openSocket(url, () => null)
    socket.close()
    await closed
    return true
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
