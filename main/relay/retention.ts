import type { OnRelayEvent } from './event.ts'
import type { MailboxStore } from './store/index.ts'

/** Looking at the clock again and again. */
export interface Retention {
  /** Resolves when nothing more is dropped. */
  stop(): Promise<void>
}

const everyMs = 60 * 60 * 1000

/** Lets a store drop what is too old: now, and each hour. */
export function keepFor(
  store: MailboxStore,
  keepDays: number | null,
  onEvent: OnRelayEvent,
): Retention {
  let running: Promise<void> = Promise.resolve()

  async function look(): Promise<void> {
    const aged = await store.age(Date.now(), keepDays)
    if (!aged.ok) onEvent('disk-failed')
  }
  const start = (): void => {
    running = running.then(look)
  }
  start()
  const timer = setInterval(start, everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
