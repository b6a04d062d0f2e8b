import * as v from 'valibot'
import type { OpenedEnvelope } from '#crypto'
import type { DeviceId, EntryId, EnvelopeId, EpochId, MemberId } from '#shared/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import { cursorAt, type LocalValues, openLocalValues } from '../local/index.ts'
import type { LogName, StoredEnvelope, Vector } from '../log/index.ts'
import type { Core } from './core.ts'
import { createMemoryTables } from './memoryTables.ts'
import { forumScope } from './names.ts'
import type { NamedEnvelopes } from './writer.ts'

/** What this computer remembers of its exchanges. Losing it costs time, never text. */
export interface Memory {
  /** The small values of this computer that lie beside it. */
  readonly values: LocalValues
  cursor(mailbox: string): Promise<number>
  rememberCursor(mailbox: string, cursor: number): void
  /** When something was last exchanged with each member. */
  exchanges(): ReadonlyMap<MemberId, number>
  rememberExchange(member: MemberId, at: number): void
  /** The relay has confirmed this envelope of ours. */
  rememberKept(stored: StoredEnvelope): void
  /** An envelope of ours came out of a mailbox, so the relay has it. */
  sawOwn(header: OpenedEnvelope['header']): void
  /** The relay lost what it had. */
  forgetKept(): void
  /** Everything but own envelopes that no relay has confirmed; what comes after it is those. */
  kept(): Vector
  /** How many own envelopes no relay has confirmed. */
  waiting(): number
  /** The membership entries that are known to lie in a mailbox. */
  carried(mailbox: string): ReadonlySet<EntryId>
  rememberCarried(mailbox: string, ids: readonly EntryId[]): void
  forgetCarried(mailbox: string): void
  /** How far the snapshots in a log have been dealt with. */
  examined(log: LogName): number
  rememberExamined(log: LogName, seq: number): void
  /** The epoch under which everything of ours from before it is written once more. */
  bridged(epoch: EpochId): boolean
  rememberBridged(epoch: EpochId): void
  /** What a device's waybill leads to that we left for it last; null when there is none. */
  waybill(device: DeviceId): string | null
  rememberWaybill(device: DeviceId, leadsTo: string): void
  /** The relay lost them. */
  forgetWaybills(): void
  /** How far somebody's log was seen in mailboxes. */
  relayed(log: LogName): number
  rememberRelayed(log: LogName, seq: number): void
  /** Others' envelopes that one of ours has named in its deps. */
  readonly named: NamedEnvelopes
  /** Writes down what is remembered, and closes. */
  flush(): Promise<void>
}

const number = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const text = v.string()
// What we wrote ourselves under our own seal: the strings are the ids that they were.
const ids = v.custom<EntryId[]>(
  (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
)

/** Opens what is remembered. Damaged memory counts as none. */
export async function openMemory(core: Core): Promise<Result<Memory>> {
  const { database } = core.held()
  const opened = await openLocalValues({
    name: `${database.name}-local`,
    rowKey: database.rowKey,
    sodium: core.sodium,
  })
  if (!opened.ok) return opened
  const values = opened.value
  const tables = createMemoryTables(values)
  const exchanges = await tables.open('exchanges', number)
  const kept = await tables.open('kept', number)
  const carried = await tables.open('carried', ids)
  const examined = await tables.open('examined', number)
  const bridged = await tables.open('bridged', number)
  const waybills = await tables.open('waybills', v.string())
  const named = await tables.open('named', text)
  const relayed = await tables.open('relayed', number)

  const own = () => core.log.heads(forumScope).filter(({ log }) => log.device === core.device.id)
  const confirmed = (log: LogName, head: number) => Math.min(head, kept.rows.get(runOf(log)) ?? 0)

  function keptUpTo(log: Pick<LogName, 'document' | 'incarnation'>, seq: number): void {
    const key = runOf(log)
    if ((kept.rows.get(key) ?? 0) >= seq) return
    kept.rows.set(key, seq)
    kept.changed()
  }

  return ok({
    values,
    async cursor(mailbox) {
      const found = await values.get(cursorAt(mailbox))
      return found.ok ? (found.value ?? 0) : 0
    },
    rememberCursor: (mailbox, cursor) => tables.put(cursorAt(mailbox), cursor),
    exchanges: () => new Map(exchanges.rows) as Map<MemberId, number>, // written by the line below
    rememberExchange(member, at) {
      exchanges.rows.set(member, at)
      exchanges.changed()
    },
    rememberKept: ({ log, seq }) => keptUpTo(log, seq),
    sawOwn: (header) => keptUpTo(header, header.seq),
    forgetKept() {
      for (const table of [kept, relayed]) {
        table.rows.clear()
        table.changed()
      }
    },
    kept: () =>
      core.log.heads(forumScope).map(({ log, seq }) => {
        const isOwn = log.device === core.device.id
        return { log, seq: isOwn ? confirmed(log, seq) : seq }
      }),
    waiting: () => own().reduce((sum, { log, seq }) => sum + seq - confirmed(log, seq), 0),
    carried: (mailbox) => new Set(carried.rows.get(mailbox)),
    rememberCarried(mailbox, more) {
      const all = new Set([...(carried.rows.get(mailbox) ?? []), ...more])
      if (all.size === carried.rows.get(mailbox)?.length) return
      carried.rows.set(mailbox, [...all])
      carried.changed()
    },
    forgetCarried(mailbox) {
      if (carried.rows.delete(mailbox)) carried.changed()
    },
    examined: (log) => examined.rows.get(placeOf(log)) ?? 0,
    rememberExamined(log, seq) {
      examined.rows.set(placeOf(log), seq)
      examined.changed()
    },
    bridged: (epoch) => bridged.rows.has(epoch),
    rememberBridged(epoch) {
      // Only the newest counts: one never goes back.
      bridged.rows.clear()
      bridged.rows.set(epoch, 1)
      bridged.changed()
    },
    waybill: (device) => waybills.rows.get(device) ?? null,
    rememberWaybill(device, leadsTo) {
      waybills.rows.set(device, leadsTo)
      waybills.changed()
    },
    forgetWaybills() {
      waybills.rows.clear()
      waybills.changed()
    },
    relayed: (log) => relayed.rows.get(placeOf(log)) ?? 0,
    rememberRelayed(log, seq) {
      if ((relayed.rows.get(placeOf(log)) ?? 0) >= seq) return
      relayed.rows.set(placeOf(log), seq)
      relayed.changed()
    },
    named: {
      // Written by the line below.
      get: (place) => named.rows.get(place) as EnvelopeId | undefined,
      set(place, id) {
        named.rows.set(place, id)
        named.changed()
      },
    },
    async flush() {
      await tables.flush()
      values.close()
    },
  })
}

function runOf({ document, incarnation }: Pick<LogName, 'document' | 'incarnation'>): string {
  return `${document} ${incarnation}`
}

function placeOf({ document, device, incarnation }: LogName): string {
  return `${document} ${device} ${incarnation}`
}
