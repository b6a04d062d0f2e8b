import type { MemberId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { LocalValues } from '../../local/index.ts'
import { mostBytes, mostMessages, type Outgoing, outgoingAt, type OutgoingRow } from './stored.ts'

/** Own kept messages, stored sealed until their reader has them. */
export interface Outbox {
  /** All that are on their way. */
  all(): readonly { readonly to: MemberId; readonly message: Outgoing }[]
  /** A number for what is never stored. */
  nextNumber(): number
  /** Stores a message and answers its number. Fails as 'list-full', or as the disk does. */
  add(
    to: MemberId,
    content: NonNullable<Outgoing['content']>,
    instead?: number,
  ): Promise<Result<number>>
  /** Its author ends a message: if its reader may have it, that is said instead. */
  end(to: MemberId, number: number): Promise<Result<null>>
  /** Its reader has it, or has heard that it is ended. */
  confirmed(to: MemberId, number: number, isEnd: boolean): Promise<Result<null>>
}

const empty: OutgoingRow = { last: 0, messages: [] }

/**
 * Opens what was stored for these members. Numbers follow the clock where they can, so that they go
 * on upwards even when what was stored is lost.
 */
export async function openOutbox(
  values: LocalValues,
  members: readonly MemberId[],
  now: () => number,
): Promise<Outbox> {
  const rows = new Map<MemberId, OutgoingRow>()
  let lastNumber = 0
  for (const member of members) {
    const row = await values.get(outgoingAt(member))
    if (!row.ok || row.value === null) continue
    rows.set(member, row.value)
    lastNumber = Math.max(lastNumber, row.value.last)
  }
  let last: Promise<unknown> = Promise.resolve()

  function nextNumber(): number {
    lastNumber = Math.max(lastNumber + 1, now())
    return lastNumber
  }

  /** One change after the other, and each on disk before it counts. */
  function change<T>(
    to: MemberId,
    step: (row: OutgoingRow) => Result<readonly [OutgoingRow, T]>,
  ): Promise<Result<T>> {
    const mine = last.then(async (): Promise<Result<T>> => {
      const before = rows.get(to) ?? empty
      const stepped = step(before)
      if (!stepped.ok) return stepped
      const [next, answer] = stepped.value
      if (next === before) return ok(answer)
      const saved = await values.set(outgoingAt(to), next)
      if (!saved.ok) return saved
      rows.set(to, next)
      return ok(answer)
    })
    last = mine.catch(() => undefined)
    return mine
  }

  return {
    all: () => [...rows].flatMap(([to, row]) => row.messages.map((message) => ({ to, message }))),
    nextNumber,
    add: (to, content, instead) =>
      change(to, (row) => {
        const others = row.messages.filter((each) => each.number !== instead)
        const bytes = others.reduce(
          (sum, { content: held }) => sum + (held?.bytes.length ?? 0),
          content.bytes.length,
        )
        if (others.length >= mostMessages || bytes > mostBytes) return fail('list-full')
        const number = nextNumber()
        return ok([{ last: number, messages: [...others, { number, content }] }, number])
      }),
    end: (to, number) =>
      change(to, (row) => {
        const others = row.messages.filter((each) => each.number !== number)
        // Endings are small, and the oldest matters least.
        const messages = [...others, { number, content: null }].slice(-2 * mostMessages)
        return ok([{ ...row, messages }, null])
      }),
    confirmed: (to, number, isEnd) =>
      change(to, (row) => {
        const messages = row.messages.filter(
          (each) => each.number !== number || (each.content === null) !== isEnd,
        )
        return ok([messages.length === row.messages.length ? row : { ...row, messages }, null])
      }),
  }
}
