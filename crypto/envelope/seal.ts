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
  magic,
  nonceAt,
  nonceBytes,
  sealedAt,
  signatureBytes,
  suite,
  withContent,
} from './frame.ts'
import { headerBreach, writeHeader } from './header.ts'
import { payloadLimits } from './limits.ts'
import type { EnvelopeHeader, EpochKeys, SealedEnvelope } from './types.ts'
import { inWorkspace } from '../workspace.ts'

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

  return inWorkspace(usualHeaderBytes, (room) => {
    const headerBytes = encode((writer) => writeHeader(writer, header, payload.length), room)
    return ok(sealParts(sodium, keys, signingSecret, headerBytes, payload))
  })
}

function sealParts(
  sodium: Sodium,
  keys: EpochKeys,
  signingSecret: Uint8Array,
  header: Uint8Array,
  payload: Uint8Array,
): SealedEnvelope {
  const { signature, id } = withContent(header, payload, (content, named) => ({
    signature: sodium.sign('envelope', content, signingSecret),
    id: envelopeId(sodium, named),
  }))

  const nonce = sodium.random(nonceBytes)
  const associated = new Uint8Array(associatedBytes)
  associated.set(magic)
  associated[magic.length] = suite
  associated.set(epochTag(sodium, keys.tag, nonce), magic.length + 1)
  associated.set(nonce, nonceAt)

  const payloadAt = header.length + signatureBytes
  const sealed = inWorkspace(paddedLength(payloadAt + payload.length), (plain) => {
    plain.set(header)
    plain.set(signature, header.length)
    plain.set(payload, payloadAt)
    return sodium.seal(keys.enc, nonce, associated, plain)
  })
  const bytes = new Uint8Array(sealedAt + sealed.length)
  bytes.set(associated)
  bytes.set(commitment(sodium, keys.commit, associated, sealed), associatedBytes)
  bytes.set(sealed, sealedAt)
  return { bytes, id }
}
