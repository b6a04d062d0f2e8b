import { inboxBytes, inboxFrames } from './settings.ts'

/** Frames of one link, handled one after the other. */
export interface Inbox {
  /** False when too much is waiting: the other side does not keep to the questions asked. */
  add(frame: Uint8Array): boolean
  /** Forgets what is waiting. */
  stop(): void
}

/** `handle` must not reject. */
export function createInbox(handle: (frame: Uint8Array) => Promise<void>): Inbox {
  let waiting: Uint8Array[] = []
  let bytes = 0
  let running = false

  async function run() {
    running = true
    for (let frame = waiting.shift(); frame !== undefined; frame = waiting.shift()) {
      await handle(frame)
      bytes -= frame.length
    }
    running = false
  }

  return {
    add(frame) {
      if (waiting.length >= inboxFrames || bytes + frame.length > inboxBytes) return false
      waiting.push(frame)
      bytes += frame.length
      if (!running) void run()
      return true
    },
    stop() {
      waiting = []
    },
  }
}
