import { decode } from '#shared/codec/index.ts'
import type { DeviceId, EntryId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { paddedLength } from '../padding.ts'
import type { Sodium } from '../sodium.ts'
import {
  aeadTagBytes,
  associatedBytes,
  commitment,
  envelopeId,
  epochTag,
  magic,
  nonceAt,
  sealedAt,
  signatureBytes,
  suite,
  withContent,
} from './frame.ts'
import { readHeader } from './header.ts'
import { maxEnvelopeBytes } from './limits.ts'
import type { EnvelopeHeader, EpochKeys, OpenedEnvelope } from './types.ts'

/** Finds the signing key of a device that is active at the given heads of the membership chain. */
export type DeviceKeyResolver = (
  device: DeviceId,
  chainHeads: readonly EntryId[],
) => Result<Uint8Array>

/**
 * The one door in, as far as keys reach: size, tag, commitment in constant time, decryption, strict
 * decoding, padding, forum, scope and epoch, device by its chain heads, signature. Sequence and
 * `prev` are the log's part, the document's own format the document's.
 *
 * Fails as `too-large`, `malformed`, `unsupported-version`, `epoch-unknown` (no held key knows it:
 * keep it and try after the next epoch), `commitment-mismatch`, `decryption-failed`,
 * `padding-invalid`, `scope-mismatch`, `epoch-mismatch`, `signature-invalid`, or what `deviceKey` says.
 */
export function openEnvelope(
  sodium: Sodium,
  keyring: readonly EpochKeys[],
  deviceKey: DeviceKeyResolver,
  bytes: Uint8Array,
): Result<OpenedEnvelope> {
  if (bytes.length > maxEnvelopeBytes) return fail('too-large')
  if (bytes.length < sealedAt + paddedLength(0) + aeadTagBytes)
    return fail('malformed', 'truncated')
  for (const [at, byte] of magic.entries()) {
    if (bytes[at] !== byte) return fail('malformed', 'not an envelope')
  }
  if (bytes[magic.length] !== suite) return fail('unsupported-version')

  const associated = bytes.subarray(0, associatedBytes)
  const nonce = bytes.subarray(nonceAt, associatedBytes)
  const tag = bytes.subarray(magic.length + 1, nonceAt)
  const keys = keyring.find((held) => sodium.equal(epochTag(sodium, held.tag, nonce), tag))
  if (keys === undefined) return fail('epoch-unknown')

  const sealed = bytes.subarray(sealedAt)
  const expected = commitment(sodium, keys.commit, associated, sealed)
  if (!sodium.equal(expected, bytes.subarray(associatedBytes, sealedAt))) {
    return fail('commitment-mismatch')
  }
  const plain = sodium.open(keys.enc, nonce, associated, sealed)
  return plain.ok ? openPlain(sodium, keys, deviceKey, plain.value) : plain
}

function openPlain(
  sodium: Sodium,
  keys: EpochKeys,
  deviceKey: DeviceKeyResolver,
  plain: Uint8Array,
): Result<OpenedEnvelope> {
  const decoded = decode(plain, (reader) => {
    const { header, payloadLength } = readHeader(reader)
    const headerLength = reader.offset()
    reader.require(reader.left() >= signatureBytes + payloadLength, 'truncated')
    reader.skip(reader.left())
    return { header, headerLength, payloadLength }
  })
  if (!decoded.ok) return decoded
  const { header, headerLength, payloadLength } = decoded.value

  const payloadAt = headerLength + signatureBytes
  const end = payloadAt + payloadLength
  if (plain.length !== paddedLength(end)) return fail('padding-invalid')
  for (let at = end; at < plain.length; at++) if (plain[at] !== 0) return fail('padding-invalid')

  const mismatch = contextMismatch(header, keys)
  if (mismatch !== null) return fail(mismatch)
  const signingKey = deviceKey(header.device, header.chainHeads)
  if (!signingKey.ok) return signingKey

  const payload = plain.subarray(payloadAt, end)
  const signature = plain.subarray(headerLength, payloadAt)
  return withContent(plain.subarray(0, headerLength), payload, (content, named) =>
    sodium.verify('envelope', content, signature, signingKey.value)
      ? ok({ header, payload, id: envelopeId(sodium, named) })
      : fail('signature-invalid'),
  )
}

function contextMismatch(
  header: EnvelopeHeader,
  keys: EpochKeys,
): 'scope-mismatch' | 'epoch-mismatch' | null {
  if (header.forum !== keys.forum || header.scope !== keys.scope) return 'scope-mismatch'
  return header.epochId === keys.epochId ? null : 'epoch-mismatch'
}
