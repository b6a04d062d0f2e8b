import type { OnRelayEvent, RelayEvent } from './event.ts'

const quietMs = 60_000

/** Writes each kind of event at most once a minute, so that nobody can fill a disk with the log. */
export function createEventLog(write: (line: string) => void, now: () => number): OnRelayEvent {
  const lastAt = new Map<RelayEvent, number>()
  return (event) => {
    const last = lastAt.get(event)
    if (last !== undefined && now() - last < quietMs) return
    lastAt.set(event, now())
    write(`relay: ${event}`)
  }
}
