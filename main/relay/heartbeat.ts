import type { WebSocket } from 'ws'
import type { OnRelayEvent } from './event.ts'

/** Drops a connection from which nothing, not even a pong, came between two heartbeats. */
export function keepAlive(socket: WebSocket, everyMs: number, onEvent: OnRelayEvent): void {
  let heard = true
  const listen = (): void => {
    heard = true
  }
  const timer = setInterval(() => {
    if (!heard) {
      onEvent('silent-connection-dropped')
      socket.terminate()
      return
    }
    heard = false
    socket.ping()
  }, everyMs)
  socket.on('pong', listen)
  socket.on('message', listen)
  socket.on('close', () => clearInterval(timer))
}
