import type { DeviceId, MemberId } from '#shared/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import type { LocalValues } from '../../local/index.ts'
import { createWritable, type Readable } from '../../readable.ts'
import { wasSeen, withSeen } from './seen.ts'
import { incomingAt, type IncomingRow, type Kept, mostBytes, mostMessages } from './stored.ts'

/** A kept message that is here. */
export interface Received extends Kept {
  readonly from: MemberId
}

/** Others' kept messages, stored sealed, each once. */
export interface Inbox {
  readonly messages: Readable<readonly Received[]>
  /**
   * Stores a message. 'stored', 'known' when it is or was here (so its author may be told), or
   * 'full' when this member has too much waiting here already: then nothing is kept of it.
   */
  take(message: Received): Promise<Result<'stored' | 'known' | 'full'>>
  /** This person is done with it. */
  end(message: Pick<Received, 'from' | 'device' | 'number'>): Promise<Result<null>>
  /** Its author ended it, or ends it before it comes. */
  endedByAuthor(from: MemberId, device: DeviceId, number: number): Promise<Result<null>>
}

const empty: IncomingRow = { messages: [], seen: [] }

/** Opens what was stored from these members. A row that cannot be read counts as none. */
export async function openInbox(values: LocalValues, members: readonly MemberId[]): Promise<Inbox> {
  const rows = new Map<MemberId, IncomingRow>()
  for (const member of members) {
    const row = await values.get(incomingAt(member))
    if (row.ok && row.value !== null) rows.set(member, row.value)
  }
  const messages = createWritable<readonly Received[]>(listed())
  let last: Promise<unknown> = Promise.resolve()

  function listed(): readonly Received[] {
    return [...rows]
      .flatMap(([from, row]) => row.messages.map((kept) => ({ from, ...kept })))
      .sort((a, b) => a.at - b.at || a.number - b.number)
  }

  /** One change after the other, and each on disk before it counts. */
  function change<T>(
    from: MemberId,
    step: (row: IncomingRow) => readonly [IncomingRow, T],
  ): Promise<Result<T>> {
    const mine = last.then(async (): Promise<Result<T>> => {
      const before = rows.get(from) ?? empty
      const [next, answer] = step(before)
      if (next === before) return ok(answer)
      const saved = await values.set(incomingAt(from), next)
      if (!saved.ok) return saved
      rows.set(from, next)
      messages.set(listed())
      return ok(answer)
    })
    last = mine.catch(() => undefined)
    return mine
  }

  return {
    messages,
    take: ({ from, ...kept }) =>
      change(from, (row) => {
        if (wasSeen(row.seen, kept.device, kept.number)) return [row, 'known']
        const held = row.messages.reduce((sum, { bytes }) => sum + bytes.length, 0)
        const isFull = row.messages.length >= mostMessages || held + kept.bytes.length > mostBytes
        if (isFull) return [row, 'full']
        const seen = withSeen(row.seen, kept.device, kept.number)
        return [{ messages: [...row.messages, kept], seen }, 'stored']
      }),
    end: ({ from, device, number }) => change(from, (row) => [without(row, device, number), null]),
    endedByAuthor: (from, device, number) =>
      change(from, (row) => {
        const seen = wasSeen(row.seen, device, number)
          ? row.seen
          : withSeen(row.seen, device, number)
        return [{ ...without(row, device, number), seen }, null]
      }),
  }
}

function without(row: IncomingRow, device: DeviceId, number: number): IncomingRow {
  const messages = row.messages.filter((kept) => kept.device !== device || kept.number !== number)
  return messages.length === row.messages.length ? row : { ...row, messages }
}
