import type { SealedLog } from '../log/index.ts'
import type { Result } from '#shared/result.ts'

/** Reads again what could not be placed when it came. */
export interface QuarantineReader {
  /** Something came that others may have waited for; reads soon, once for many calls. */
  soon(): void
  stop(): void
}

const pause = 100

/**
 * What could not be placed is taken out and comes through the door again, like anything new. What
 * still does not fit stays; what is refused for good is forgotten.
 */
export function createQuarantineReader(
  log: SealedLog,
  receive: (bytes: Uint8Array) => Promise<Result<'placed' | 'waits'>>,
): QuarantineReader {
  let timer: ReturnType<typeof setTimeout> | null = null
  let reading = false
  let again = false

  async function read(): Promise<void> {
    const held = await log.quarantined()
    if (!held.ok) return
    for (const envelope of held.value) {
      const received = await receive(envelope.bytes)
      if (!received.ok || received.value === 'placed') await log.release([envelope])
    }
  }

  async function run(): Promise<void> {
    timer = null
    if (reading) {
      again = true
      return
    }
    reading = true
    await read()
    reading = false
    if (again) {
      again = false
      soon()
    }
  }

  function soon(): void {
    timer ??= setTimeout(() => void run(), pause)
  }

  return {
    soon,
    stop() {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
