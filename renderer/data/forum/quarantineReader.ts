import type { Result } from '#shared/result.ts'
import type { SealedLog } from '../log/index.ts'
import { isForNow } from './arrivals.ts'

/** Reads again what could not be placed when it came. */
export interface QuarantineReader {
  /** Something came that others may have waited for; reads soon, once for many calls. */
  soon(): void
  stop(): void
}

const pause = 100

/**
 * What could not be placed is taken out and comes through the door again, like anything new. What
 * still does not fit stays; what is refused for good is forgotten. `onRoom` hears that something
 * left, so that there is room again.
 */
export function createQuarantineReader(
  log: SealedLog,
  receive: (bytes: Uint8Array) => Promise<Result<'placed' | 'waits'>>,
  onRoom: () => void,
): QuarantineReader {
  let timer: ReturnType<typeof setTimeout> | null = null
  let reading = false
  let again = false
  let stopped = false

  async function read(): Promise<void> {
    const held = await log.quarantined()
    if (!held.ok) return
    let left = 0
    for (const envelope of held.value) {
      if (stopped) return
      const received = await receive(envelope.bytes)
      const stays = received.ok ? received.value === 'waits' : isForNow(received.failure)
      if (!stays && (await log.release([envelope])).ok) left++
    }
    if (left > 0) onRoom()
  }

  async function run(): Promise<void> {
    timer = null
    if (reading) {
      again = true
      return
    }
    reading = true
    try {
      await read()
    } finally {
      reading = false
      if (again) {
        again = false
        soon()
      }
    }
  }

  function soon(): void {
    if (!stopped) timer ??= setTimeout(() => void run(), pause)
  }

  return {
    soon,
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
