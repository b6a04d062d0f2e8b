import type { KeyPair } from '#crypto'
import { ok, type Result } from '#shared/result.ts'
import type { RelayLink } from '../../relay/index.ts'

/** Puts blobs into a mailbox that is otherwise not read here; resolves when the relay keeps them all. */
export async function leaveBlobs(
  relay: RelayLink,
  capability: KeyPair,
  blobs: readonly Uint8Array[],
): Promise<Result<null>> {
  const mailbox = relay.openMailbox(capability, { from: 0, onBlob: () => undefined })
  try {
    for (const blob of blobs) {
      const kept = await mailbox.append(blob)
      if (!kept.ok) return kept
    }
    return ok(null)
  } finally {
    mailbox.close()
  }
}
