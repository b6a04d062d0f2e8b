import { fail, ok, type Result } from '#shared/result.ts'
import { drawGeneration } from './generation.ts'
import { charge, fits, grown, pageCost } from './charge.ts'
import {
  emptySummary,
  type Append,
  type Appended,
  type BlobPage,
  type MailboxName,
  type MailboxStore,
  type MailboxSummary,
  type StoredBlob,
  type StoreQuota,
} from './mailboxStore.ts'

interface Held {
  summary: MailboxSummary
  readonly blobs: StoredBlob[]
  readonly byId: Map<string, StoredBlob>
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

/** A store that forgets everything with the process; for tests and for a relay without a directory. */
export function createMemoryStore(quota: StoreQuota): MailboxStore {
  const mailboxes = new Map<MailboxName, Held>()
  let charged = 0

  function appendNow({ mailbox, id, bytes, at }: Append): Result<Appended> {
    const held = mailboxes.get(mailbox) ?? {
      summary: emptySummary,
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
    const blob = { cursor: held.summary.newest, bytes: bytes.slice() }
    held.blobs.push(blob)
    held.byId.set(id, blob)
    mailboxes.set(mailbox, held)
    return ok({ cursor: blob.cursor, fresh: true })
  }

  function readNow(mailbox: MailboxName, after: number, limitBytes: number): BlobPage {
    const held = mailboxes.get(mailbox)?.blobs ?? []
    const blobs: StoredBlob[] = []
    let room = limitBytes
    // Nothing is ever dropped here, so the blob with cursor n lies at n - 1.
    for (const blob of held.slice(after, after + 4096)) {
      room -= pageCost(blob.bytes.length)
      if (room < 0 && blobs.length > 0) break
      blobs.push({ cursor: blob.cursor, bytes: blob.bytes.slice() })
    }
    return { blobs, more: after + blobs.length < held.length }
  }

  return {
    generation: drawGeneration(),
    append: (append) => Promise.resolve(appendNow(append)),
    read: (mailbox, after, limitBytes) => Promise.resolve(readNow(mailbox, after, limitBytes)),
    summary: (mailbox) => Promise.resolve(mailboxes.get(mailbox)?.summary ?? emptySummary),
    close: () => Promise.resolve(),
  }
}
