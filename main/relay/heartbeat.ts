import type { WebSocket } from 'ws'
import type { OnRelayEvent } from './event.ts'
import type { RelayLimits } from './limits.ts'
import { closeCodes } from './outlet.ts'

/**
 * Drops a connection from which nothing, not even a pong, came between two heartbeats, and ends one
 * that lives but has said nothing of its own for `idleMs`.
 */
export function keepAlive(
  socket: WebSocket,
  { heartbeatMs, idleMs }: Pick<RelayLimits, 'heartbeatMs' | 'idleMs'>,
  onEvent: OnRelayEvent,
): void {
  let heard = true
  let spokeAt = performance.now()
  const timer = setInterval(() => {
    if (!heard) {
      onEvent('silent-connection-dropped')
      socket.terminate()
      return
    }
    if (performance.now() - spokeAt > idleMs && socket.readyState === socket.OPEN) {
      onEvent('idle-connection-dropped')
      socket.close(closeCodes.goingAway)
    }
    heard = false
    socket.ping()
  }, heartbeatMs)
  socket.on('pong', () => {
    heard = true
  })
  socket.on('message', () => {
    heard = true
    spokeAt = performance.now()
  })
  socket.on('close', () => clearInterval(timer))
}
