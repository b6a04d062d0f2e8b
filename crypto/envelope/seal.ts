import { encode } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { paddedLength } from '../padding.ts'
import type { Sodium } from '../sodium.ts'
import {
  associatedBytes,
  commitment,
  envelopeId,
  epochTag,
  idPrefix,
  magic,
  nonceAt,
  nonceBytes,
  sealedAt,
  signatureBytes,
  suite,
} from './frame.ts'
import { headerBreach, writeHeader } from './header.ts'
import { payloadLimits } from './limits.ts'
import type { EnvelopeHeader, EpochKeys, SealedEnvelope } from './types.ts'

/** Enough for a header with some references; a longer one costs a copy and nothing else. */
const usualHeaderBytes = 512

/**
 * Signs header and payload, pads, encrypts and commits: docs/PROTOCOL.md, "The envelope".
 * Fails as `too-large` (payload over its kind's limit), `malformed` (a header no reader would take),
 * `scope-mismatch` or `epoch-mismatch` (header and keys disagree).
 */
export function sealEnvelope(
  sodium: Sodium,
  keys: EpochKeys,
  signingSecret: Uint8Array,
  header: EnvelopeHeader,
  payload: Uint8Array,
): Result<SealedEnvelope> {
  if (header.forum !== keys.forum || header.scope !== keys.scope) return fail('scope-mismatch')
  if (header.epochId !== keys.epochId) return fail('epoch-mismatch')
  const breach = headerBreach(header)
  if (breach !== null) return fail('malformed', breach)
  if (payload.length > payloadLimits[header.kind]) return fail('too-large')

  const named = encode((writer) => {
    writer.fixed(idPrefix)
    writeHeader(writer, header, payload.length)
    writer.fixed(payload)
  }, usualHeaderBytes + payload.length)
  const content = named.subarray(idPrefix.length)
  const signature = sodium.sign('envelope', content, signingSecret)

  const headerLength = content.length - payload.length
  const plain = new Uint8Array(paddedLength(content.length + signatureBytes))
  plain.set(content.subarray(0, headerLength))
  plain.set(signature, headerLength)
  plain.set(payload, headerLength + signatureBytes)

  const nonce = sodium.random(nonceBytes)
  const associated = new Uint8Array(associatedBytes)
  associated.set(magic)
  associated[magic.length] = suite
  associated.set(epochTag(sodium, keys.tag, nonce), magic.length + 1)
  associated.set(nonce, nonceAt)

  const sealed = sodium.seal(keys.enc, nonce, associated, plain)
  const bytes = new Uint8Array(sealedAt + sealed.length)
  bytes.set(associated)
  bytes.set(commitment(sodium, keys.commit, associated, sealed), associatedBytes)
  bytes.set(sealed, sealedAt)
  return ok({ bytes, id: envelopeId(sodium, named) })
}
