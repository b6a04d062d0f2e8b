import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'

/** Turns a request for one path into a socket and hands it on. */
export type Endpoint = (
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
  onSocket: (socket: WebSocket) => void,
) => void

/** An endpoint that takes frames of at most `maxPayload` bytes. */
export function createEndpoint(maxPayload: number): Endpoint {
  const endpoint = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Sealed bytes do not compress, and compressing costs memory for each connection.
    perMessageDeflate: false,
    maxPayload,
  })
  return (request, stream, head, onSocket) => {
    endpoint.handleUpgrade(request, stream, head, (socket) => {
      // ws closes the connection itself after a breach of its protocol.
      socket.on('error', () => undefined)
      onSocket(socket)
    })
  }
}

/** Answers a request for a socket with a status and nothing else. */
export function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
