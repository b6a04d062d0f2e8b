import { emptyFrom, type MailboxSummary, type StoreQuota } from './mailboxStore.ts'

/** Bytes charged for a blob on top of its length, so that many tiny blobs are bounded as well. */
const blobOverhead = 128

/** Bytes reckoned in a page for a blob on top of its length: its cursor and its length on the wire. */
const pageOverhead = 16

/** What a mailbox or a store with this many blobs and bytes is charged. */
export function charge(count: number, bytes: number): number {
  return bytes + count * blobOverhead
}

/** Counts have 32 bits in a cursor. */
const mostBlobs = 2 ** 32 - 1

/** Whether one more blob of `length` fits both quotas. `charged` is the charge of the whole store. */
export function fits(
  quota: StoreQuota,
  summary: MailboxSummary,
  charged: number,
  length: number,
): boolean {
  const extra = charge(1, length)
  return (
    summary.newest < mostBlobs &&
    charge(summary.count, summary.bytes) + extra <= quota.mailboxBytes &&
    charged + extra <= quota.totalBytes
  )
}

/** The summary after one more blob. */
export function grown(summary: MailboxSummary, length: number, at: number): MailboxSummary {
  return {
    count: summary.count + 1,
    bytes: summary.bytes + length,
    firstAt: summary.firstAt ?? at,
    lastAt: at,
    newest: summary.newest + 1,
  }
}

/** The summary without its oldest `count` blobs; `firstAt` is the time of what is then the oldest. */
export function shrunk(
  summary: MailboxSummary,
  dropped: { readonly count: number; readonly bytes: number },
  firstAt: number | null,
): MailboxSummary {
  const count = summary.count - dropped.count
  if (count <= 0) return emptyFrom(summary.newest)
  return { ...summary, count, bytes: summary.bytes - dropped.bytes, firstAt }
}

/** What a blob takes of a page's limit. */
export function pageCost(length: number): number {
  return length + pageOverhead
}
