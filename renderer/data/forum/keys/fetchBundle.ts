import { bundleMailbox, openBundlePart, type Sodium, type Waybill } from '#crypto'
import type { ForumId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { RelayLink } from '../../relay/index.ts'

/** What fetching needs. */
export interface FetchSources {
  readonly sodium: Sodium
  readonly relay: RelayLink
  readonly forum: ForumId
  readonly isStopped: () => boolean
}

const lookEvery = 200

/**
 * The entries that a waybill leads to, still unchecked. They lie there before the waybill does: a
 * mailbox that has been read to its end and lacks a part leads nowhere ('not-found'). While the relay
 * is away it waits.
 */
export async function fetchBundle(
  { sodium, relay, forum, isStopped }: FetchSources,
  { bundle, parts }: Waybill,
): Promise<Result<readonly Uint8Array[]>> {
  const found = new Map<number, readonly Uint8Array[]>()
  const mailbox = relay.openMailbox(bundleMailbox(sodium, bundle), {
    from: 0,
    onBlob(_cursor, bytes) {
      const part = openBundlePart(sodium, forum, bundle, bytes)
      if (part.ok && part.value.index < parts) found.set(part.value.index, part.value.entries)
    },
  })
  try {
    while (found.size < parts) {
      if (isStopped()) return fail('link-closed')
      const seen = await mailbox.inspect()
      const newest = seen.ok ? (seen.value.newest?.cursor ?? 0) : null
      if (newest !== null && mailbox.cursor() >= newest && found.size < parts)
        return fail('not-found')
      await new Promise((done) => setTimeout(done, lookEvery))
    }
  } finally {
    mailbox.close()
  }
  return ok([...found].sort(([a], [b]) => a - b).flatMap(([, entries]) => entries))
}
