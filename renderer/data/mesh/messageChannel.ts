import type { Failure } from '#shared/result.ts'
import { createFrameReader, splitIntoFrames } from './frames.ts'

/** Sending waits above this many buffered bytes… */
const highWater = 1024 * 1024
/** …until no more than this many are left. */
const lowWater = 256 * 1024

/** Whole messages over one data channel. */
export interface MessageChannel {
  /** Messages leave in order, one after the other. Resolves below high water or when closed. */
  send(message: Uint8Array): Promise<void>
  /** One listener; messages that came before it was set are kept for it, up to the allowed size. */
  onMessage(listener: (message: Uint8Array) => void): void
  /** The largest message taken from now on, in bytes. */
  allow(largest: number): void
  /** Stops reading and sending. The data channel itself is closed by its owner. */
  stop(): void
}

/** Puts frames and backpressure on `channel`. `onBroken` is called once, when the other side sends rubbish. */
export function createMessageChannel(
  channel: RTCDataChannel,
  largest: number,
  onBroken: (failure: Failure) => void,
): MessageChannel {
  channel.binaryType = 'arraybuffer'
  channel.bufferedAmountLowThreshold = lowWater
  const reader = createFrameReader(largest)
  let allowed = largest
  let listener: ((message: Uint8Array) => void) | null = null
  let kept: Uint8Array[] = []
  let keptBytes = 0
  let stopped = false
  let last: Promise<void> = Promise.resolve()
  let wake = () => {}

  function broken(failure: Failure) {
    stop()
    onBroken(failure)
  }

  function deliver(message: Uint8Array) {
    if (listener !== null) return listener(message)
    keptBytes += message.length
    if (keptBytes > allowed) return broken({ code: 'too-large', detail: 'unread messages' })
    kept.push(message)
  }

  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (stopped) return
    if (!(data instanceof ArrayBuffer)) return broken({ code: 'malformed', detail: 'not binary' })
    const read = reader.add(new Uint8Array(data))
    if (!read.ok) broken(read.failure)
    else if (read.value !== null) deliver(read.value)
  }
  channel.onbufferedamountlow = () => wake()

  async function below() {
    while (!stopped && channel.bufferedAmount > highWater) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }

  async function transmit(message: Uint8Array) {
    for (const frame of splitIntoFrames(message)) {
      await below()
      if (stopped || channel.readyState !== 'open') return
      channel.send(frame)
    }
    await below()
  }

  function stop() {
    stopped = true
    kept = []
    wake()
  }

  return {
    send: (message) => {
      last = last.then(() => transmit(message))
      return last
    },
    onMessage: (next) => {
      listener = next
      const early = kept
      kept = []
      keptBytes = 0
      for (const message of early) next(message)
    },
    allow: (bytes) => {
      allowed = bytes
      reader.allow(bytes)
    },
    stop,
  }
}
