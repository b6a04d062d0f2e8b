import { logKey, type LogName, type LogPosition } from '#shared/wire/sync/index.ts'

/** How far each of many logs is held by somebody; 0 for a log never heard of. It only grows. */
export interface Positions {
  get(key: string): number
  /** False when it was that far already. */
  raise(log: LogName, seq: number): boolean
  all(): Iterable<LogPosition>
  /** How many logs are held by more than 0. */
  count(): number
}

export function createPositions(): Positions {
  const held = new Map<string, LogPosition>()
  return {
    get: (key) => held.get(key)?.seq ?? 0,
    raise(log, seq) {
      const key = logKey(log)
      if (seq <= (held.get(key)?.seq ?? 0)) return false
      held.set(key, { log, seq })
      return true
    },
    all: () => held.values(),
    count: () => held.size,
  }
}
