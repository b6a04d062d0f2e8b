import type { KeyPair } from '#crypto'
import { ok, type Result } from '#shared/result.ts'
import type { RelayLink } from '../../relay/index.ts'

/** Leaves these in a mailbox, one after the other; resolves when the relay has them all on disk. */
export async function putBlobs(
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
