import type { DeviceId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { DeviceSecrets } from '../device.ts'
import type { Sodium } from '../sodium.ts'
import type { EntryBody } from './bodies.ts'
import { canonicalBytes, decodeEntry, joinEntry, readCanonical } from './entryCodec.ts'
import { draftEntry, judged } from './extend.ts'
import type { Stamp } from './extend.ts'
import type { Entry, ForumState } from './types.ts'

/** What several sign: `canonical` goes to the co-signers, `entry` is what it says. */
export interface Proposal {
  readonly canonical: Uint8Array
  /** Without signatures: to show, never to store. */
  readonly entry: Entry
}

/** One co-signer's answer to a proposal. */
export interface CoSignature {
  readonly device: DeviceId
  readonly signature: Uint8Array
}

/**
 * First step of an entry that several sign: its final bytes, which name the co-signers. Judged as if
 * all had signed. It lapses when the author writes anything else or the forum's epoch changes.
 */
export function proposeEntry(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & { readonly body: EntryBody; readonly coSigners: readonly DeviceId[] },
): Result<Proposal> {
  const coSigners = []
  for (const device of [...new Set(options.coSigners)]) {
    const known = state.devices.get(device)
    if (known === undefined) return fail('device-unknown')
    coSigners.push({ device, key: known.signingKey })
  }
  const draft = draftEntry(state, author.id, options.clock, () => options.body, coSigners)
  if (!draft.ok) return draft
  return readProposal(sodium, state, canonicalBytes(author.signing.publicKey, draft.value))
}

/** What a proposal says, judged by the rules; `malformed`, or as the rules have it. */
export function readProposal(
  sodium: Sodium,
  state: ForumState,
  canonical: Uint8Array,
): Result<Proposal> {
  const read = readCanonical(sodium, canonical, new Uint8Array())
  if (!read.ok) return read
  if (read.value.forum !== state.forum) return fail('entry-not-authorised', 'another forum')
  const entry = judged(state.dag, read.value)
  return entry.ok ? ok({ canonical, entry: entry.value }) : entry
}

/**
 * Second step, by each co-signer whose person has said yes. Fails as `device-unknown` when the
 * proposal does not name this device, `co-signature-lapsed` when the forum's epoch has changed.
 */
export function coSign(
  sodium: Sodium,
  state: ForumState,
  device: DeviceSecrets,
  canonical: Uint8Array,
): Result<CoSignature> {
  const proposal = readProposal(sodium, state, canonical)
  if (!proposal.ok) return proposal
  const { entry } = proposal.value
  if (!entry.coSigners.some((each) => each.device === device.id)) return fail('device-unknown')
  if (entry.epoch !== state.currentEpoch) return fail('co-signature-lapsed')
  const signature = sodium.sign('co-signature', canonical, device.signing.secretKey)
  return ok({ device: device.id, signature })
}

/**
 * Last step, by the author. Fails as `co-signature-lapsed` when the author has written since or the
 * epoch has changed, `signatures-missing` while a named co-signature is not there,
 * `signature-invalid` when one is wrong.
 */
export function assembleEntry(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  canonical: Uint8Array,
  coSignatures: readonly CoSignature[],
): Result<Entry> {
  const proposal = readProposal(sodium, state, canonical)
  if (!proposal.ok) return proposal
  const { entry } = proposal.value
  if (entry.author !== author.id) return fail('device-unknown')
  const latest = state.dag.viewAt(state.heads)?.authors.get(author.id)
  if (entry.prev !== (latest?.last ?? null) || entry.epoch !== state.currentEpoch) {
    return fail('co-signature-lapsed')
  }
  const signatures = entry.coSigners.flatMap(
    ({ device }) => coSignatures.find((each) => each.device === device)?.signature ?? [],
  )
  if (signatures.length < entry.coSigners.length) return fail('signatures-missing')
  const own = sodium.sign('entry', canonical, author.signing.secretKey)
  return decodeEntry(sodium, joinEntry(canonical, own, signatures))
}
