import type { Sodium } from '#crypto'

/** That something happened, on a clock that both sides share: milliseconds since 1970. */
export interface Mark {
  readonly name: MarkName
  readonly at: number
}

export type MarkName =
  | 'key'
  | 'linked'
  | 'transaction'
  | 'committed'
  | 'sign'
  | 'random'
  | 'verified'
  | 'send'
  | 'arrived'
  | 'applied'
  | 'rendered'
  | 'painted'

let marks: Mark[] = []

/** The time now, or of an event's own time stamp. */
export function clock(at = performance.now()): number {
  return performance.timeOrigin + at
}

export function mark(name: MarkName, at = performance.now()): void {
  marks.push({ name, at: clock(at) })
}

/** Everything marked since the last time this was called. */
export function takeMarks(): readonly Mark[] {
  const taken = marks
  marks = []
  return taken
}

/** As long as a sealed envelope at least: what is shorter on our channel is talk about envelopes. */
const shortestEnvelope = 600

/**
 * Marks what passes the platform's own edges, so that the modules under test run exactly as they
 * are: data channels, strict transactions on envelopes, key presses. Call before anything is opened.
 */
export function watchPlatform(): void {
  const { send } = RTCDataChannel.prototype
  RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: never) {
    if (counts(this, data)) mark('send')
    send.call(this, data)
  }
  const { createDataChannel } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.createDataChannel = function (...args) {
    const made = createDataChannel.apply(this, args)
    if (made.label === 'log') made.addEventListener('open', () => mark('linked'))
    return made
  }
  const own = Object.getOwnPropertyDescriptor(RTCDataChannel.prototype, 'onmessage')
  Object.defineProperty(RTCDataChannel.prototype, 'onmessage', {
    ...own,
    set(this: RTCDataChannel, handler: ((event: MessageEvent<unknown>) => void) | null) {
      own?.set?.call(
        this,
        handler &&
          ((event: MessageEvent<unknown>) => {
            if (counts(this, event.data)) mark('arrived')
            handler.call(this, event)
          }),
      )
    },
  })
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (...args) {
    const made = transaction.apply(this, args)
    if (made.mode === 'readwrite' && made.objectStoreNames.contains('envelopes')) {
      mark('transaction')
      made.addEventListener('complete', () => mark('committed'))
    }
    return made
  }
  window.addEventListener('keydown', (event) => mark('key', event.timeStamp), { capture: true })
}

/** On our own channel only what may be an envelope; on y-webrtc's, everything. */
function counts(channel: RTCDataChannel, data: unknown): boolean {
  if (channel.label === 'echo') return false
  const size = data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? data.byteLength : 0
  return channel.label !== 'log' || size >= shortestEnvelope
}

/** The same operations, marking when an envelope is signed and when its signature was found good. */
export function watchSodium(sodium: Sodium): Sodium {
  return {
    ...sodium,
    random(length) {
      mark('random')
      return sodium.random(length)
    },
    sign(kind, canonical, secretKey) {
      if (kind === 'envelope') mark('sign')
      return sodium.sign(kind, canonical, secretKey)
    },
    verify(kind, canonical, signature, publicKey) {
      const good = sodium.verify(kind, canonical, signature, publicKey)
      if (kind === 'envelope') mark('verified')
      return good
    },
  }
}
