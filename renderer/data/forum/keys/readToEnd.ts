import type { KeyPair } from '#crypto'
import { fail, ok, type Result } from '#shared/result.ts'
import type { RelayLink } from '../../relay/index.ts'

const lookEvery = 100

/** All that lies in a mailbox now, oldest first. Fails with 'relay-unreachable' when the relay is away. */
export async function readToEnd(
  relay: RelayLink,
  capability: KeyPair,
): Promise<Result<readonly Uint8Array[]>> {
  const found: Uint8Array[] = []
  const mailbox = relay.openMailbox(capability, {
    from: 0,
    onBlob: (_cursor, bytes) => void found.push(bytes),
  })
  try {
    while (relay.status().state === 'connected') {
      // Until the relay has opened it, there is nothing to look at.
      const seen = await mailbox.inspect()
      if (seen.ok && mailbox.cursor() >= (seen.value.newest?.cursor ?? 0)) return ok(found)
      await new Promise((done) => setTimeout(done, lookEvery))
    }
    return fail('relay-unreachable')
  } finally {
    mailbox.close()
  }
}
