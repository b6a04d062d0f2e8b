import * as v from 'valibot'
import type { OpenedEnvelope } from '#crypto'
import type { MemberId } from '#shared/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import { cursorAt, openLocalValues, settingAt } from '../local/index.ts'
import type { StoredEnvelope } from '../log/index.ts'
import type { Core } from './core.ts'
import { forumScope } from './names.ts'
import { readAll } from './readAll.ts'

/** What this computer remembers of its exchanges. Losing it costs time, never text. */
export interface Memory {
  cursor(mailbox: string): Promise<number>
  rememberCursor(mailbox: string, cursor: number): void
  /** When something was last exchanged with each member. */
  exchanges(): ReadonlyMap<MemberId, number>
  rememberExchange(member: MemberId, at: number): void
  /** The relay has confirmed this envelope of ours. */
  rememberKept(stored: StoredEnvelope): void
  /** An envelope of ours came out of a mailbox, so the relay has it. */
  sawOwn(header: OpenedEnvelope['header']): void
  forgetKept(): void
  /** Own envelopes that no relay has confirmed, in order within each log. */
  unkept(): Promise<readonly StoredEnvelope[]>
  /** Writes down what is remembered, and closes. */
  flush(): Promise<void>
}

const exchangesPlace = settingAt('exchanges')
const keptPlace = settingAt('kept')
const numbers = v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0)))
const writeDelay = 500

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
  const exchanges = new Map(await readNumbers(exchangesPlace)) as Map<MemberId, number>
  const kept = new Map(await readNumbers(keptPlace))
  const cursors = new Map<string, number>()
  const changed = new Set<'exchanges' | 'kept'>()
  let timer: ReturnType<typeof setTimeout> | null = null

  async function readNumbers(place: typeof keptPlace): Promise<[string, number][]> {
    const text = await values.get(place)
    if (!text.ok || text.value === null) return []
    try {
      const parsed = v.safeParse(numbers, JSON.parse(text.value))
      return parsed.success ? Object.entries(parsed.output) : []
    } catch {
      return []
    }
  }

  function schedule(): void {
    timer ??= setTimeout(() => void write(), writeDelay)
  }

  async function write(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const due = [...changed]
    changed.clear()
    const places = new Map(cursors)
    cursors.clear()
    const asText = (map: ReadonlyMap<string, number>) => JSON.stringify(Object.fromEntries(map))
    await Promise.all([
      ...due.map((what) =>
        what === 'kept'
          ? values.set(keptPlace, asText(kept))
          : values.set(exchangesPlace, asText(exchanges)),
      ),
      ...[...places].map(([mailbox, cursor]) => values.set(cursorAt(mailbox), cursor)),
    ])
  }

  function keptUpTo(log: { document: string; incarnation: string }, seq: number): void {
    const key = `${log.document} ${log.incarnation}`
    if ((kept.get(key) ?? 0) >= seq) return
    kept.set(key, seq)
    changed.add('kept')
    schedule()
  }

  return ok({
    async cursor(mailbox) {
      const found = await values.get(cursorAt(mailbox))
      return found.ok ? (found.value ?? 0) : 0
    },
    rememberCursor(mailbox, cursor) {
      cursors.set(mailbox, cursor)
      schedule()
    },
    exchanges: () => new Map(exchanges),
    rememberExchange(member, at) {
      exchanges.set(member, at)
      changed.add('exchanges')
      schedule()
    },
    rememberKept: (stored) => keptUpTo(stored.log, stored.seq),
    sawOwn: (header) => keptUpTo(header, header.seq),
    forgetKept() {
      kept.clear()
      changed.add('kept')
      schedule()
    },
    async unkept() {
      const heads = core.log.heads(forumScope)
      const after = heads.map(({ log, seq }) => {
        const confirmed = kept.get(`${log.document} ${log.incarnation}`) ?? 0
        return { log, seq: log.device === core.device.id ? Math.min(seq, confirmed) : seq }
      })
      return readAll(core.log, after)
    },
    async flush() {
      await write()
      values.close()
    },
  })
}
