import type { MailboxSummary, StoreQuota } from './mailboxStore.ts'

/** Bytes charged for a blob on top of its length, so that many tiny blobs are bounded as well. */
const blobOverhead = 128

/** Bytes reckoned in a page for a blob on top of its length: its cursor and its length on the wire. */
const pageOverhead = 16

/** What a mailbox or a store with this many blobs and bytes is charged. */
export function charge(count: number, bytes: number): number {
  return bytes + count * blobOverhead
}

/** Whether one more blob of `length` fits both quotas. `charged` is the charge of the whole store. */
export function fits(
  quota: StoreQuota,
  summary: MailboxSummary,
  charged: number,
  length: number,
): boolean {
  const extra = charge(1, length)
  return (
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

/** What a blob takes of a page's limit. */
export function pageCost(length: number): number {
  return length + pageOverhead
}
