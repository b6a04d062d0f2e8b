import libsodium from 'libsodium-wrappers-sumo'
import { deviceKeyAt, openEnvelope, type Sodium } from '#crypto'
import { openCore } from '#renderer/data/forum/core.ts'
import { forumScope } from '#renderer/data/forum/names.ts'
import type { HeldForum } from '#renderer/data/profile/index.ts'
import { concatBytes, encodeUtf8 } from '#shared/codec/index.ts'
import { invariant } from '#shared/result.ts'
import { must } from '../measure/expect.ts'
import { median } from '../measure/statistics.ts'
import { profileOf } from './ours.ts'
import { historyDocument } from './prepare.ts'

/** What bare libsodium is given of one envelope: the very bytes, taken apart beforehand. */
interface BareEnvelope {
  readonly key: Uint8Array
  readonly nonce: Uint8Array
  readonly associated: Uint8Array
  readonly sealed: Uint8Array
  readonly statement: Uint8Array
  readonly signature: Uint8Array
  readonly publicKey: Uint8Array
}

/**
 * Milliseconds that libsodium alone takes to open and verify every envelope of this database, the
 * median of some repetitions.
 */
export async function openBare(
  sodium: Sodium,
  held: HeldForum,
  count: number,
  repetitions: number,
): Promise<number> {
  const envelopes = await takeApart(sodium, held)
  invariant(envelopes.length === count, `${count} envelopes arrived, not ${envelopes.length}`)
  return median(Array.from({ length: repetitions }, () => openAll(envelopes)))
}

function openAll(envelopes: readonly BareEnvelope[]): number {
  const start = performance.now()
  for (const one of envelopes) {
    libsodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      one.sealed,
      one.associated,
      one.nonce,
      one.key,
    )
    if (!libsodium.crypto_sign_verify_detached(one.signature, one.statement, one.publicKey))
      throw new Error('Bare libsodium refused an envelope')
  }
  return performance.now() - start
}

/** Lets the envelopes be opened once and notes what libsodium was asked for each. */
async function takeApart(sodium: Sodium, held: HeldForum): Promise<readonly BareEnvelope[]> {
  let opening: Pick<BareEnvelope, 'key' | 'nonce' | 'associated' | 'sealed'> | null = null
  const found: BareEnvelope[] = []
  const watching: Sodium = {
    ...sodium,
    open(key, nonce, associated, sealed) {
      opening = { key, nonce, associated, sealed }
      return sodium.open(key, nonce, associated, sealed)
    },
    verify(kind, canonical, signature, publicKey) {
      const statement = concatBytes(
        encodeUtf8(`SR1/${kind}\0`),
        libsodium.crypto_generichash(64, canonical, null),
      )
      invariant(opening !== null, 'an envelope is opened before its signature is checked')
      found.push({ ...opening, statement, signature: signature.slice(), publicKey })
      return sodium.verify(kind, canonical, signature, publicKey)
    },
  }
  const core = must(await openCore(sodium, profileOf(held), () => undefined), 'opening')
  const deviceKey = deviceKeyAt(core.chain.state.read())
  for await (const { bytes } of core.log.document(forumScope, historyDocument))
    must(openEnvelope(watching, core.keyring().keys, deviceKey, bytes), 'an envelope')
  await core.log.close()
  return found
}
