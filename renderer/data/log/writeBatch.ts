import { openEnvelopeRow } from './context.ts'
import type { LogContext } from './context.ts'
import type { EnvelopeRow, HeadRow } from './database.ts'
import { openHeadRow, sealHeadRow } from './headRow.ts'
import type { LogKeys, LogState } from './logIndex.ts'
import type { Place } from './place.ts'
import { layFork } from './forks.ts'
import type { EnvelopeRecord } from './rowCodec.ts'
import type { LogName } from './types.ts'
import type { LogTransaction } from './transaction.ts'

/** A place that a change will ask about. */
export interface WantedPlace {
  readonly log: LogName
  /** Null when only the head matters. */
  readonly seq: number | null
}

/** What one transaction changes. Everything it needs is read before, so deciding is synchronous. */
export interface WriteBatch {
  /** The log's state as this batch sees it, or null for a log not begun. */
  state(name: LogName): LogState | null
  /** What stands at a wanted place or beside it; null when absent or damaged. */
  envelope(name: LogName, seq: number): EnvelopeRecord | null
  /** Adds the next envelope of its log. */
  add(name: LogName, row: EnvelopeRow, record: EnvelopeRecord): void
  /** Stores a lost row anew. */
  mend(row: EnvelopeRow, record: EnvelopeRecord): void
  setHead(name: LogName, head: Place, base: Place | null): void
  /** Keeps an envelope that contradicts the kept branch. */
  addFork(name: LogName, record: EnvelopeRecord): void
  /** Writes everything, still inside the transaction. */
  write(transaction: LogTransaction): Promise<void>
  /** The rows to write when there are only new ends of logs; null when there is more. */
  ends(): NewEnds | null
  /** After the commit: takes the new states into memory. */
  settle(): void
}

/** Envelopes that come after all others of their logs, and the logs' new heads. */
export interface NewEnds {
  readonly envelopes: readonly EnvelopeRow[]
  readonly heads: readonly HeadRow[]
}

/** Begins a batch by reading what the changes will ask about, inside their transaction. */
export async function beginBatch(
  context: LogContext,
  transaction: LogTransaction,
  wanted: readonly WantedPlace[],
): Promise<WriteBatch> {
  const states = await readStates(context, transaction, wanted)
  const records = await readPlaces(context, transaction, wanted, states)
  return openBatch(context, states, records)
}

/** Begins a batch that knows what memory knows: enough for changes at the ends of logs. */
export function beginUnread(context: LogContext, wanted: readonly WantedPlace[]): WriteBatch {
  const remembered = new Map<string, LogState>()
  for (const { log: name } of wanted) {
    const state = context.index.get(context.index.keysOf(name).log)
    if (state !== undefined) remembered.set(state.log, state)
  }
  return openBatch(context, remembered, new Map())
}

function openBatch(
  context: LogContext,
  states: Map<string, LogState>,
  records: Map<string, EnvelopeRecord>,
): WriteBatch {
  const { index } = context
  const changed = new Map<string, LogState>()
  const added: EnvelopeRow[] = []
  const mended: EnvelopeRow[] = []
  const forks: { name: LogName; record: EnvelopeRecord }[] = []

  function setHead(name: LogName, head: Place, base: Place | null): void {
    const state: LogState = { ...index.keysOf(name), name, head, base }
    states.set(state.log, state)
    changed.set(state.log, state)
  }

  return {
    state: (name) => states.get(index.keysOf(name).log) ?? null,
    envelope: (name, seq) => records.get(placeKey(index.keysOf(name).log, seq)) ?? null,
    add(name, row, record) {
      // A damaged row may lie beyond a head that was found again; its place is stored anew.
      if (index.isLost(row.log, row.seq)) mended.push(row)
      else added.push(row)
      records.set(placeKey(row.log, row.seq), record)
      setHead(name, { seq: record.seq, id: record.id }, states.get(row.log)?.base ?? null)
    },
    mend(row, record) {
      mended.push(row)
      records.set(placeKey(row.log, row.seq), record)
    },
    setHead,
    addFork: (name, record) => void forks.push({ name, record }),
    async write(transaction) {
      // add, not put: a place that is taken on the disk fails the whole transaction.
      if (added.length > 0) await transaction.envelopes.bulkAdd(added)
      if (mended.length > 0) await transaction.envelopes.bulkPut(mended)
      for (const { name, record } of forks) await layFork(context, transaction, name, record)
      if (changed.size === 0) return
      await transaction.heads.bulkPut([...changed.values()].map((s) => sealHeadRow(context, s)))
    },
    ends() {
      if (mended.length > 0 || forks.length > 0) return null
      const heads = [...changed.values()].map((state) => sealHeadRow(context, state))
      return { envelopes: added, heads }
    },
    settle() {
      for (const state of changed.values()) index.set(state)
      for (const row of [...added, ...mended]) index.mend(row.log, row.seq)
    },
  }
}

/**
 * Reads the states inside the transaction, so that no other handle can allocate the same place. A
 * head's row that is damaged or gone falls back to memory and is written anew by the next change.
 */
async function readStates(
  context: LogContext,
  { heads }: LogTransaction,
  wanted: readonly WantedPlace[],
): Promise<Map<string, LogState>> {
  const keys = new Map<string, LogKeys>()
  for (const { log } of wanted) {
    const found = context.index.keysOf(log)
    keys.set(found.log, found)
  }
  const logs = [...keys.values()]
  const rows = await heads.bulkGet(
    logs.map(({ document, log }): [string, string] => [document, log]),
  )
  const states = new Map<string, LogState>()
  logs.forEach(({ log }, at) => {
    const row = rows[at]
    const state = (row && openHeadRow(context, row)) ?? context.index.get(log)
    if (state) states.set(log, state)
  })
  return states
}

/** Reads the wanted places that the logs have reached, and the neighbours of those that are holes. */
async function readPlaces(
  context: LogContext,
  { envelopes }: LogTransaction,
  wanted: readonly WantedPlace[],
  states: ReadonlyMap<string, LogState>,
): Promise<Map<string, EnvelopeRecord>> {
  const records = new Map<string, EnvelopeRecord>()

  async function read(places: ReadonlyMap<string, [string, string, number]>): Promise<void> {
    if (places.size === 0) return
    for (const row of await envelopes.bulkGet([...places.values()])) {
      const record = row && openEnvelopeRow(context, row)
      if (row && record) records.set(placeKey(row.log, row.seq), record)
    }
  }

  const asked = new Map<string, [string, string, number]>()
  for (const { log: name, seq } of wanted) {
    const { document, log } = context.index.keysOf(name)
    if (seq === null || !(seq >= 1) || seq > (states.get(log)?.head.seq ?? 0)) continue
    asked.set(placeKey(log, seq), [document, log, seq])
  }
  await read(asked)
  const beside = new Map<string, [string, string, number]>()
  for (const [key, [document, log, seq]] of asked) {
    if (records.has(key)) continue
    for (const next of [seq - 1, seq + 1]) beside.set(placeKey(log, next), [document, log, next])
  }
  await read(beside)
  return records
}

function placeKey(log: string, seq: number): string {
  return `${log}/${seq}`
}
