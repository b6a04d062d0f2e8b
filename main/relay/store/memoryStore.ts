import { fail, ok, type Result } from '#shared/result.ts'
import { createHub } from '../hub.ts'
import { dayOf, firstDay, passTime } from './calendar.ts'
import { charge, fits, grown, pageCost, shrunk } from './charge.ts'
import { drawGeneration } from './generation.ts'
import {
  emptyFrom,
  type Append,
  type Appended,
  type BlobPage,
  type MailboxName,
  type MailboxStore,
  type MailboxSummary,
  type StoredBlob,
  type StoreQuota,
} from './mailboxStore.ts'

interface KeptBlob extends StoredBlob {
  readonly id: string
  readonly at: number
  readonly day: number
}

interface Held {
  summary: MailboxSummary
  /** Oldest first, without gaps in their cursors. */
  readonly blobs: KeptBlob[]
  readonly byId: Map<string, StoredBlob>
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

/** A store that forgets everything with the process; for tests and for a relay without a directory. */
export function createMemoryStore(quota: StoreQuota): MailboxStore {
  const mailboxes = new Map<MailboxName, Held>()
  const hub = createHub<StoredBlob>()
  let charged = 0
  let calendar = firstDay
  /** The highest cursor of any mailbox that is no longer there. */
  let floor = 0

  function appendNow({ mailbox, id, bytes, at, by }: Append): Result<Appended> {
    const held = mailboxes.get(mailbox) ?? {
      summary: emptyFrom(floor),
      blobs: [],
      byId: new Map<string, StoredBlob>(),
    }
    const earlier = held.byId.get(id)
    if (earlier !== undefined) {
      if (!sameBytes(earlier.bytes, bytes)) return fail('malformed', 'id used for other bytes')
      return ok({ cursor: earlier.cursor, fresh: false })
    }
    if (!fits(quota, held.summary, charged, bytes.length)) return fail('mailbox-full')
    charged += charge(1, bytes.length)
    held.summary = grown(held.summary, bytes.length, at)
    const cursor = held.summary.newest
    const blob = { cursor, bytes: bytes.slice(), id, at, day: dayOf(calendar) }
    held.blobs.push(blob)
    held.byId.set(id, blob)
    mailboxes.set(mailbox, held)
    hub.tell(mailbox, { cursor, bytes: blob.bytes.slice() }, by)
    return ok({ cursor, fresh: true })
  }

  function readNow(mailbox: MailboxName, after: number, limitBytes: number): BlobPage {
    const held = mailboxes.get(mailbox)?.blobs ?? []
    const from = Math.max(0, after + 1 - (held[0]?.cursor ?? 0))
    const blobs: StoredBlob[] = []
    let room = limitBytes
    for (const blob of held.slice(from, from + 4096)) {
      room -= pageCost(blob.bytes.length)
      if (room < 0 && blobs.length > 0) break
      blobs.push({ cursor: blob.cursor, bytes: blob.bytes.slice() })
    }
    return { blobs, more: from + blobs.length < held.length }
  }

  /** Drops all of a mailbox up to its last blob of a day before `day`. */
  function dropBefore(day: number, mailbox: MailboxName, held: Held): number {
    const lastOld = held.blobs.map((blob) => blob.day < day).lastIndexOf(true)
    if (lastOld < 0) return 0
    const gone = held.blobs.splice(0, lastOld + 1)
    const bytes = gone.reduce((sum, blob) => sum + blob.bytes.length, 0)
    for (const { id } of gone) held.byId.delete(id)
    charged -= charge(gone.length, bytes)
    held.summary = shrunk(held.summary, { count: gone.length, bytes }, held.blobs[0]?.at ?? null)
    if (held.summary.count === 0) {
      floor = Math.max(floor, held.summary.newest)
      mailboxes.delete(mailbox)
    }
    return gone.length
  }

  return {
    generation: drawGeneration(),
    append: (append) => Promise.resolve(appendNow(append)),
    listen: (mailbox, listener) => hub.listen(mailbox, listener),
    read: (mailbox, after, limitBytes) => Promise.resolve(readNow(mailbox, after, limitBytes)),
    summary: (mailbox) => Promise.resolve(mailboxes.get(mailbox)?.summary ?? emptyFrom(floor)),
    age(now, keepDays) {
      calendar = passTime(calendar, now)
      if (keepDays === null) return Promise.resolve(ok(0))
      const day = dayOf(calendar) - keepDays
      const dropped = [...mailboxes].map(([mailbox, held]) => dropBefore(day, mailbox, held))
      return Promise.resolve(ok(dropped.reduce((sum, count) => sum + count, 0)))
    },
    backUp: null,
    close: () => Promise.resolve(),
  }
}
