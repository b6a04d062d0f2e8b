import { decode, encode } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import type { EntryId, EpochId, ForumId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { labelledHash } from '../derive.ts'
import { deviceId } from '../device.ts'
import type { DeviceSecrets } from '../device.ts'
import type { Sodium } from '../sodium.ts'
import { checkBody } from './checkBody.ts'
import { maxCoSigners, maxEntryBytes, maxParents } from './limits.ts'
import { readBody } from './readBody.ts'
import type { CoSigner, Entry } from './types.ts'
import { writeBody } from './writeBody.ts'

const version = 1

/** What an author decides; the rest of an entry follows from it. `forum` is null in a genesis. */
export type EntryDraft = Pick<
  Entry,
  'seq' | 'prev' | 'parents' | 'lamport' | 'clock' | 'epoch' | 'body'
> & {
  readonly forum: ForumId | null
  /** None unless told. */
  readonly coSigners?: readonly CoSigner[]
}

/** What author and co-signers sign, as bytes. */
export function canonicalBytes(authorKey: Uint8Array, draft: EntryDraft): Uint8Array {
  return encode((writer) => {
    writer.u8(version)
    writer.optional(draft.forum, writer.hex)
    writer.fixed(authorKey)
    writer.varint(draft.seq)
    writer.optional(draft.prev, writer.hex)
    writer.list([...draft.parents].sort(), writer.hex)
    writer.varint(draft.lamport)
    writer.varint(draft.clock)
    writer.optional(draft.epoch, writer.hex)
    writer.list(sortedKeys(draft.coSigners ?? []), writer.fixed)
    writeBody(writer, draft.body)
  }, 4096)
}

/** Signs a draft that names no co-signers. */
export function signEntry(sodium: Sodium, author: DeviceSecrets, draft: EntryDraft): Entry {
  const canonical = canonicalBytes(author.signing.publicKey, draft)
  const signature = sodium.sign('entry', canonical, author.signing.secretKey)
  const bytes = joinEntry(canonical, signature, [])
  const id = entryId(sodium, canonical)
  return {
    ...draft,
    id,
    bytes,
    type: draft.body.type,
    forum: draft.forum ?? forumOfGenesis(id),
    author: author.id,
    authorKey: author.signing.publicKey,
    coSigners: draft.coSigners ?? [],
  }
}

/** lp(canonical) | signature | co-signatures in the order of the keys named. */
export function joinEntry(
  canonical: Uint8Array,
  signature: Uint8Array,
  coSignatures: readonly Uint8Array[],
): Uint8Array {
  return encode(
    (writer) => {
      writer.bytes(canonical)
      writer.fixed(signature)
      writer.list(coSignatures, writer.fixed)
    },
    canonical.length + 80 + 64 * coSignatures.length,
  )
}

/**
 * Decodes one entry strictly and checks every signature in it: the author's, that of each co-signer
 * it names, and those in its body. Fails as `too-large`, `malformed`, `signature-invalid` or
 * `invitation-proof-invalid`. Whether the entry counts is the reducer's question.
 */
export function decodeEntry(sodium: Sodium, bytes: Uint8Array): Result<Entry> {
  if (bytes.length > maxEntryBytes) return fail('too-large')
  const outer = decode(bytes, (reader) => ({
    canonical: reader.bytes(maxEntryBytes),
    signature: reader.fixed(64),
    coSignatures: reader.list(maxCoSigners, () => reader.fixed(64)),
  }))
  if (!outer.ok) return outer
  const { canonical, signature, coSignatures } = outer.value
  // A copy: what the caller does to its bytes later must not change what was checked.
  const read = readCanonical(sodium, canonical, bytes.slice())
  if (!read.ok) return read
  const entry = read.value
  if (!sodium.verify('entry', canonical, signature, entry.authorKey)) {
    return fail('signature-invalid')
  }
  if (coSignatures.length !== entry.coSigners.length) return fail('signature-invalid', 'co-signers')
  for (const [at, { key }] of entry.coSigners.entries()) {
    const given = coSignatures[at] ?? new Uint8Array()
    if (!sodium.verify('co-signature', canonical, given, key)) {
      return fail('signature-invalid', 'co-signer')
    }
  }
  return checkBody(sodium, entry)
}

/** The entry that canonical bytes describe, with `bytes` beside it; no signature is looked at. */
export function readCanonical(
  sodium: Sodium,
  canonical: Uint8Array,
  bytes: Uint8Array,
): Result<Entry> {
  const decoded = decodeCanonical(sodium, canonical)
  if (!decoded.ok) return decoded
  const { forum, ...fields } = decoded.value
  const id = entryId(sodium, canonical)
  return ok({
    ...fields,
    id,
    bytes,
    type: fields.body.type,
    forum: forum ?? forumOfGenesis(id),
    author: deviceId(sodium, fields.authorKey),
  })
}

function decodeCanonical(sodium: Sodium, canonical: Uint8Array) {
  return decode(canonical, (reader) => {
    reader.require(reader.u8() === version, 'unknown version of entry')
    const forum = reader.optional(() => reader.hex(32) as ForumId)
    const authorKey = reader.fixed(32)
    const seq = reader.varint()
    const prev = reader.optional(() => reader.hex(32) as EntryId)
    const parents = reader.list(maxParents, () => reader.hex(32) as EntryId)
    const sorted = parents.every((id, at) => at === 0 || (parents[at - 1] ?? '') < id)
    reader.require(sorted, 'parents not sorted')
    const lamport = reader.varint()
    const clock = reader.varint()
    const epoch = reader.optional(() => reader.hex(32) as EpochId)
    const keys = reader.list(maxCoSigners, () => reader.fixed(32))
    const hexKeys = keys.map(toHex)
    const ascending = hexKeys.every((key, at) => at === 0 || (hexKeys[at - 1] ?? '') < key)
    reader.require(ascending, 'co-signers not sorted')
    const coSigners = keys.map((key) => ({ device: deviceId(sodium, key), key }))
    const body = readBody(sodium, reader)
    const isGenesis = body.type === 'genesis'
    reader.require(isGenesis === (forum === null), 'only a genesis names no forum')
    reader.require(isGenesis === (parents.length === 0), 'only a genesis has no parents')
    reader.require(
      (seq === 1) === (prev === null),
      'only the first entry of a device has none before',
    )
    return { forum, authorKey, seq, prev, parents, lamport, clock, epoch, coSigners, body }
  })
}

function sortedKeys(coSigners: readonly CoSigner[]): Uint8Array[] {
  return coSigners.map(({ key }) => key).sort((a, b) => (toHex(a) < toHex(b) ? -1 : 1))
}

function entryId(sodium: Sodium, canonical: Uint8Array): EntryId {
  return toHex(labelledHash(sodium, 'SR1/entry', [canonical])) as EntryId
}

/** A forum's id is the id of its genesis: one value, two names. */
function forumOfGenesis(id: EntryId): ForumId {
  return id as string as ForumId
}
