import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { OnRelayEvent } from './event.ts'
import type { Relay } from './server.ts'

/**
 * Writes one backup after the other into a folder, each named after its time, such as
 * `2026-11-24T20-15-00.123Z`. What goes wrong is an event: the relay goes on.
 */
export function createBackups(
  relay: Pick<Relay, 'backUp'>,
  folder: string,
  now: () => Date,
  onEvent: OnRelayEvent,
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    const name = now().toISOString().replaceAll(':', '-')
    const made = await mkdir(folder, { recursive: true, mode: 0o700 }).then(
      () => relay.backUp(join(folder, name)),
      () => null,
    )
    onEvent(made?.ok ? 'backup-written' : 'backup-failed')
  }
  return () => (running = running.then(write))
}
