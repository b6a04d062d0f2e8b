import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

/** A relay that does as the test says with every connection. */
export interface HostileRelay {
  readonly url: string
  /** Connections so far. */
  connections(): number
  stop(): Promise<void>
}

/** Listens on any free port, or on the given one. */
export function startHostileRelay(
  onConnection: (socket: WebSocket, count: number) => void,
  port = 0,
): Promise<HostileRelay> {
  const server = new WebSocketServer({ port, host: '127.0.0.1' })
  let connections = 0
  server.on('connection', (socket) => {
    socket.on('error', () => undefined)
    onConnection(socket, (connections += 1))
  })
  return new Promise((resolve) => {
    server.on('listening', () => {
      const { port: taken } = server.address() as AddressInfo
      resolve({
        url: `ws://127.0.0.1:${taken}`,
        connections: () => connections,
        stop: () =>
          new Promise((done) => {
            for (const socket of server.clients) socket.terminate()
            server.close(() => done())
          }),
      })
    })
  })
}
