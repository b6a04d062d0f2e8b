import type { RelayEvent } from './event.ts'

/** The two kinds of connection. */
export type ConnectionKind = 'mailbox' | 'signal'
export type AppendOutcome = 'kept' | 'repeated' | 'refused' | 'failed'

/** Bounds of the buckets that lengths and times are counted in. */
const lengthBounds = [1024, 4096, 16_384, 65_536, 262_144] as const
const secondBounds = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5] as const

/** How many values were at most each bound, as Prometheus counts, and how many there were. */
export interface Buckets {
  readonly bounds: readonly number[]
  readonly counts: readonly number[]
  readonly total: number
}

/** What a relay counted since it started. Nothing in it names or tells apart who or what. */
export interface Readings {
  readonly connections: ReadonlyMap<ConnectionKind, number>
  readonly opened: ReadonlyMap<ConnectionKind, number>
  readonly frames: ReadonlyMap<ConnectionKind, number>
  readonly appends: ReadonlyMap<AppendOutcome, number>
  readonly events: ReadonlyMap<RelayEvent, number>
  readonly appendBytes: Buckets
  readonly appendSeconds: Buckets
}

/** Counts what a relay does. */
export interface Meter {
  /** A connection began; the returned function says that it ended. */
  opened(kind: ConnectionKind): () => void
  frame(kind: ConnectionKind): void
  appended(outcome: AppendOutcome, bytes: number, ms: number): void
  event(event: RelayEvent): void
  /** Whether the last append that was neither repeated nor refused is on the disk. */
  isDiskWell(): boolean
  read(): Readings
}

/** A meter at zero. */
export function createMeter(): Meter {
  const connections = createCounts<ConnectionKind>()
  const opened = createCounts<ConnectionKind>()
  const frames = createCounts<ConnectionKind>()
  const appends = createCounts<AppendOutcome>()
  const events = createCounts<RelayEvent>()
  const appendBytes = createBuckets(lengthBounds)
  const appendSeconds = createBuckets(secondBounds)
  let isDiskWell = true
  return {
    opened(kind) {
      opened.add(kind, 1)
      connections.add(kind, 1)
      return () => connections.add(kind, -1)
    },
    frame: (kind) => frames.add(kind, 1),
    appended(outcome, bytes, ms) {
      appends.add(outcome, 1)
      if (outcome === 'kept' || outcome === 'failed') isDiskWell = outcome === 'kept'
      if (outcome !== 'kept') return
      appendBytes.add(bytes)
      appendSeconds.add(ms / 1000)
    },
    event: (event) => events.add(event, 1),
    isDiskWell: () => isDiskWell,
    read: () => ({
      connections: connections.all,
      opened: opened.all,
      frames: frames.all,
      appends: appends.all,
      events: events.all,
      appendBytes: appendBytes.read(),
      appendSeconds: appendSeconds.read(),
    }),
  }
}

function createCounts<Name>(): {
  readonly all: ReadonlyMap<Name, number>
  add(name: Name, by: number): void
} {
  const all = new Map<Name, number>()
  return { all, add: (name, by) => void all.set(name, (all.get(name) ?? 0) + by) }
}

function createBuckets(bounds: readonly number[]): { add(value: number): void; read(): Buckets } {
  const counts = bounds.map(() => 0)
  let total = 0
  return {
    add(value) {
      total += 1
      bounds.forEach((bound, at) => {
        if (value <= bound) counts[at] = (counts[at] ?? 0) + 1
      })
    },
    read: () => ({ bounds, counts: [...counts], total }),
  }
}
