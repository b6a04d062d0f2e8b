import * as v from 'valibot'
import type { DeviceId, EntryId, MemberId } from '#shared/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import { cursorAt, type LocalValues, openLocalValues } from '../local/index.ts'
import type { Core } from './core.ts'
import { createMemoryTables } from './memoryTables.ts'
import type { ScopeLog } from './scopeLog.ts'
import { openScopeTables, type ScopeMemory } from './scopeMemory.ts'

/** What this computer remembers of its exchanges. Losing it costs time, never text. */
export interface Memory {
  /** The small values of this computer that lie beside it. */
  readonly values: LocalValues
  cursor(mailbox: string): Promise<number>
  rememberCursor(mailbox: string, cursor: number): void
  /** When something was last exchanged with each member. */
  exchanges(): ReadonlyMap<MemberId, number>
  rememberExchange(member: MemberId, at: number): void
  /** The membership entries that are known to lie in a mailbox. */
  carried(mailbox: string): ReadonlySet<EntryId>
  rememberCarried(mailbox: string, ids: readonly EntryId[]): void
  forgetCarried(mailbox: string): void
  /** What a device's waybill leads to that we left for it last; null when there is none. */
  waybill(device: DeviceId): string | null
  rememberWaybill(device: DeviceId, leadsTo: string): void
  /** The relay lost them. */
  forgetWaybills(): void
  /** What concerns the documents of one scope. */
  ofScope(log: ScopeLog): ScopeMemory
  /** Writes down what is remembered, and closes. */
  flush(): Promise<void>
}

const number = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
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
  const carried = await tables.open('carried', ids)
  const waybills = await tables.open('waybills', v.string())
  const ofScope = await openScopeTables(tables, core.device.id)

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
    waybill: (device) => waybills.rows.get(device) ?? null,
    rememberWaybill(device, leadsTo) {
      waybills.rows.set(device, leadsTo)
      waybills.changed()
    },
    forgetWaybills() {
      waybills.rows.clear()
      waybills.changed()
    },
    ofScope,
    async flush() {
      await tables.flush()
      values.close()
    },
  })
}
