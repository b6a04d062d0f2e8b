import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

/** Something at a relay's address that is none. */
export interface RubbishRelay {
  readonly url: string
  /** From now on it answers as a web server that knows no WebSockets, or again with random bytes. */
  speakHttp(only: boolean): void
  stop(): Promise<void>
}

/** Listens on 127.0.0.1 and answers every WebSocket with random bytes. */
export async function startRubbishRelay(): Promise<RubbishRelay> {
  const sockets = new WebSocketServer({ noServer: true })
  const server = createServer((_request, response) => response.end('<h1>Hello</h1>'))
  let httpOnly = false
  server.on('upgrade', (request, stream, head) => {
    if (httpOnly) {
      stream.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nHello')
      return
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', () => undefined)
      socket.send(randomBytes(200))
      socket.send(randomBytes(20).toString('hex'))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  const endAll = () => {
    for (const socket of sockets.clients) socket.terminate()
  }
  return {
    url: `ws://127.0.0.1:${address.port}`,
    speakHttp(only) {
      httpOnly = only
      endAll()
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        endAll()
        server.closeAllConnections()
      }),
  }
}
