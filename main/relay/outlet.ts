import type { WebSocket } from 'ws'
import type { OnRelayEvent } from './event.ts'

/** Sends an answer; resolves when it has left the process or the connection has ended. */
export function answer(socket: WebSocket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    socket.send(bytes, () => resolve())
  })
}

/** Sends what was not asked for, unless too much waits already: then the connection is dropped. */
export function tell(
  socket: WebSocket,
  message: Uint8Array | string,
  unreadBytes: number,
  onEvent: OnRelayEvent,
): void {
  if (socket.readyState !== socket.OPEN) return
  if (socket.bufferedAmount > unreadBytes) {
    onEvent('slow-reader-dropped')
    socket.terminate()
    return
  }
  socket.send(message, () => undefined)
}

/** Close codes of RFC 6455 that a relay uses. */
export const closeCodes = { goingAway: 1001, policyViolation: 1008, internalError: 1011 } as const
