import type { WebSocket } from 'ws'
import { createBucket } from './bucket.ts'
import type { OnRelayEvent } from './event.ts'
import type { Rate } from './limits.ts'

/** One frame as it came from a socket. */
export interface RawFrame {
  readonly bytes: Buffer
  readonly binary: boolean
}

interface InletOptions {
  readonly rate: Rate
  readonly workBytes: number
  /** What working on a frame may hold in memory. */
  readonly cost: (frame: RawFrame) => number
  /** Resolves when nothing of the frame or its answer is held any more. A throw ends the connection. */
  readonly handle: (frame: RawFrame) => Promise<void>
  readonly onEvent: OnRelayEvent
}

/** The way in of one connection. */
export interface Inlet {
  /** Takes no further frame; resolves when those taken are done and answered, or the connection is gone. */
  finish(): Promise<void>
}

/** Charged for every frame, however small. */
const leastCost = 256

/**
 * Takes frames from a socket no faster than they can be worked on: over the rate or over
 * `workBytes` the socket is paused, so the wait is on the sender's side and memory stays bounded
 * by the work, one read of the network (64 KiB) and one frame.
 */
export function takeFrames(
  socket: WebSocket,
  { rate, workBytes, cost, handle, onEvent }: InletOptions,
): Inlet {
  const bucket = createBucket(rate, performance.now())
  const queue: RawFrame[] = []
  let held = 0
  let timer: NodeJS.Timeout | null = null
  let whenDone: (() => void) | null = null

  function end(): void {
    queue.length = 0
    if (timer !== null) clearTimeout(timer)
  }

  function pump(): void {
    if (whenDone !== null) {
      if (held === 0) whenDone()
      return
    }
    while (timer === null && held < workBytes) {
      const frame = queue[0]
      if (frame === undefined) break
      const wait = bucket.take(performance.now())
      if (wait > 0) {
        timer = setTimeout(() => {
          timer = null
          pump()
        }, wait)
        break
      }
      queue.shift()
      work(frame)
    }
    if (queue.length === 0) socket.resume()
    else socket.pause()
  }

  function work(frame: RawFrame): void {
    const charged = Math.max(leastCost, cost(frame))
    held += charged
    void handle(frame)
      .catch(() => {
        // A fault of the relay's own costs one connection, not everybody's.
        onEvent('connection-failed')
        socket.terminate()
      })
      .then(() => {
        held -= charged
        pump()
      })
  }

  socket.on('message', (data, binary) => {
    if (!Buffer.isBuffer(data)) throw new Error('Broken invariant: ws gives frames as one buffer')
    if (whenDone !== null) return
    queue.push({ bytes: data, binary })
    pump()
  })
  socket.on('close', end)

  return {
    finish() {
      end()
      return new Promise((resolve) => {
        whenDone = resolve
        socket.once('close', resolve)
        if (held === 0) resolve()
      })
    },
  }
}
