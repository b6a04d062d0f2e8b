import * as v from 'valibot'
import type { OpenedEnvelope } from '#crypto'
import type { DeviceId, EnvelopeId, EpochId } from '#shared/ids.ts'
import type { LogName, StoredEnvelope, Vector } from '../log/index.ts'
import type { MemoryTables } from './memoryTables.ts'
import type { ScopeLog } from './scopeLog.ts'
import type { NamedEnvelopes } from './writer.ts'

/** What this computer remembers of the exchanges in one scope. Losing it costs time, never text. */
export interface ScopeMemory {
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
  /** How far the snapshots in a log have been dealt with. */
  examined(log: LogName): number
  rememberExamined(log: LogName, seq: number): void
  /** The epoch under which everything of ours from before it is written once more. */
  bridged(epoch: EpochId): boolean
  rememberBridged(epoch: EpochId): void
  /** How far somebody's log was seen in mailboxes. */
  relayed(log: Placed): number
  rememberRelayed(log: Placed, seq: number): void
  /** Others' envelopes that one of ours has named in its deps. */
  readonly named: NamedEnvelopes
}

type Placed = Pick<LogName, 'document' | 'device' | 'incarnation'>

const number = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** Opens the tables; all scopes lie in the same ones, each row under the name of its scope. */
export async function openScopeTables(
  tables: MemoryTables,
  device: DeviceId,
): Promise<(log: ScopeLog) => ScopeMemory> {
  const kept = await tables.open('kept', number)
  const examined = await tables.open('examined', number)
  const bridged = await tables.open('bridged', v.string())
  const named = await tables.open('named', v.string())
  const relayed = await tables.open('relayed', number)

  return (log) => {
    const placeOf = (name: Placed) =>
      `${log.scope} ${name.document} ${name.device} ${name.incarnation}`
    const own = () => log.heads().filter((head) => head.log.device === device)
    const confirmed = (name: LogName, head: number) =>
      Math.min(head, kept.rows.get(placeOf(name)) ?? 0)

    function raise(table: typeof kept, name: Placed, seq: number): void {
      const place = placeOf(name)
      if ((table.rows.get(place) ?? 0) >= seq) return
      table.rows.set(place, seq)
      table.changed()
    }

    return {
      rememberKept: (stored) => raise(kept, stored.log, stored.seq),
      sawOwn: (header) => raise(kept, header, header.seq),
      forgetKept() {
        for (const table of [kept, relayed]) {
          for (const place of [...table.rows.keys()])
            if (place.startsWith(`${log.scope} `)) table.rows.delete(place)
          table.changed()
        }
      },
      kept: () =>
        log.heads().map((head) => {
          const isOwn = head.log.device === device
          return { log: head.log, seq: isOwn ? confirmed(head.log, head.seq) : head.seq }
        }),
      waiting: () => own().reduce((sum, head) => sum + head.seq - confirmed(head.log, head.seq), 0),
      examined: (name) => examined.rows.get(placeOf(name)) ?? 0,
      rememberExamined: (name, seq) => {
        examined.rows.set(placeOf(name), seq)
        examined.changed()
      },
      // Only the newest counts: one never goes back.
      bridged: (epoch) => bridged.rows.get(log.scope) === epoch,
      rememberBridged(epoch) {
        bridged.rows.set(log.scope, epoch)
        bridged.changed()
      },
      relayed: (name) => relayed.rows.get(placeOf(name)) ?? 0,
      rememberRelayed: (name, seq) => raise(relayed, name, seq),
      named: {
        // Written by the line below.
        get: (place) => named.rows.get(`${log.scope} ${place}`) as EnvelopeId | undefined,
        set(place, id) {
          named.rows.set(`${log.scope} ${place}`, id)
          named.changed()
        },
      },
    }
  }
}
