import { readSignal, type Signal } from './readSignal.ts'

/** y-webrtc's signalling client, as far as it is looked after here. */
export interface SignallingClient {
  /** Its socket; a new one is put here at each attempt to connect. */
  ws: WebSocket | null
}

export interface SignallingGuard {
  readonly room: string
  /** The room's key as y-webrtc derived it. */
  readonly key: PromiseLike<CryptoKey | null>
  /** Whether y-webrtc has a connection with the provider of this name: it answers no others. */
  isKnown(provider: string): boolean
}

/**
 * Stands before y-webrtc at every signalling socket of this client and lets through only what it can
 * read: it would throw at anything else (y-webrtc 10.3.0, lib0 0.2.120).
 */
export function guardSignalling(client: SignallingClient, guard: SignallingGuard): void {
  let current = client.ws
  if (current !== null) standBefore(current, guard)
  Object.defineProperty(client, 'ws', {
    get: () => current,
    set(next: WebSocket | null) {
      current = next
      if (next !== null) standBefore(next, guard)
    },
  })
}

function standBefore(socket: WebSocket, guard: SignallingGuard): void {
  // A handler that is taken off and set again comes after the listener added in between.
  const stock = socket.onmessage
  socket.onmessage = null
  // One after the other, so that nothing overtakes what is still being opened.
  let last = Promise.resolve()
  socket.addEventListener('message', (event) => {
    event.stopImmediatePropagation()
    last = last.then(async () => {
      const key = await guard.key
      if (key === null) return
      const signal = await readSignal(event.data, guard.room, key)
      if (isWelcome(signal, guard)) socket.onmessage?.(event)
    })
  })
  socket.onmessage = stock
}

function isWelcome(signal: Signal, { isKnown }: SignallingGuard): boolean {
  if (signal.kind !== 'message') return signal.kind === 'pong'
  const { message } = signal
  return message.type !== 'signal' || message.signal.type !== 'answer' || isKnown(message.from)
}
