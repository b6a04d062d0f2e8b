import { decode, encode } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import type { EntryId, EpochId, ForumId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { labelledHash } from '../derive.ts'
import { deviceId } from '../device.ts'
import type { DeviceSecrets } from '../device.ts'
import type { Sodium } from '../sodium.ts'
import { readBody, writeBody } from './bodyCodec.ts'
import { maxEntryBytes, maxParents } from './limits.ts'
import { deviceStatement, proofStatement } from './statements.ts'
import type { Entry } from './types.ts'

const version = 1

/** What an author decides; the rest of an entry follows from it. `forum` is null in a genesis. */
export type EntryDraft = Pick<
  Entry,
  'seq' | 'prev' | 'parents' | 'lamport' | 'clock' | 'epoch' | 'body'
> & { readonly forum: ForumId | null }

/** Signs a draft: lp(canonical) | signature | number of co-signatures (0). */
export function signEntry(sodium: Sodium, author: DeviceSecrets, draft: EntryDraft): Entry {
  const canonical = encode((writer) => {
    writer.u8(version)
    writer.optional(draft.forum, writer.hex)
    writer.fixed(author.signing.publicKey)
    writer.varint(draft.seq)
    writer.optional(draft.prev, writer.hex)
    writer.list([...draft.parents].sort(), writer.hex)
    writer.varint(draft.lamport)
    writer.varint(draft.clock)
    writer.optional(draft.epoch, writer.hex)
    writer.varint(0)
    writeBody(writer, draft.body)
  }, 4096)
  const signature = sodium.sign('entry', canonical, author.signing.secretKey)
  const bytes = encode((writer) => {
    writer.bytes(canonical)
    writer.fixed(signature)
    writer.varint(0)
  }, canonical.length + 80)
  const id = entryId(sodium, canonical)
  return {
    ...draft,
    id,
    bytes,
    type: draft.body.type,
    forum: draft.forum ?? forumOfGenesis(id),
    author: author.id,
    authorKey: author.signing.publicKey,
  }
}

/**
 * Decodes one entry strictly and checks every signature in it: the author's, and in an admission
 * the newcomer's and the invitation's. Fails as `too-large`, `malformed`, `signature-invalid` or
 * `invitation-proof-invalid`. Whether the entry counts is the reducer's question.
 */
export function decodeEntry(sodium: Sodium, bytes: Uint8Array): Result<Entry> {
  if (bytes.length > maxEntryBytes) return fail('too-large')
  const outer = decode(bytes, (reader) => {
    const canonical = reader.bytes(maxEntryBytes)
    const signature = reader.fixed(64)
    reader.require(reader.varint() === 0, 'no type of this version has co-signatures')
    return { canonical, signature }
  })
  if (!outer.ok) return outer
  const { canonical, signature } = outer.value
  const inner = decodeCanonical(sodium, canonical)
  if (!inner.ok) return inner
  const { forum, ...fields } = inner.value
  if (!sodium.verify('entry', canonical, signature, fields.authorKey)) {
    return fail('signature-invalid')
  }
  const id = entryId(sodium, canonical)
  const entry: Entry = {
    ...fields,
    id,
    // A copy: what the caller does to its bytes later must not change what was checked.
    bytes: bytes.slice(),
    type: fields.body.type,
    forum: forum ?? forumOfGenesis(id),
    author: deviceId(sodium, fields.authorKey),
  }
  return checkBody(sodium, entry)
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
    reader.require(reader.varint() === 0, 'no type of this version names co-signers')
    const body = readBody(sodium, reader)
    const isGenesis = body.type === 'genesis'
    reader.require(isGenesis === (forum === null), 'only a genesis names no forum')
    reader.require(isGenesis === (parents.length === 0), 'only a genesis has no parents')
    reader.require(
      (seq === 1) === (prev === null),
      'only the first entry of a device has none before',
    )
    return { forum, authorKey, seq, prev, parents, lamport, clock, epoch, body }
  })
}

/** The signatures and keys inside a body. A key that cannot be sealed to would block every later epoch. */
function checkBody(sodium: Sodium, entry: Entry): Result<Entry> {
  const { body, forum } = entry
  if (body.type === 'genesis') {
    return isSealingKey(sodium, body.sealingKey) ? ok(entry) : fail('malformed', 'sealing key')
  }
  if (body.type !== 'member.admit') return ok(entry)
  const { device } = body
  if (!isSealingKey(sodium, device.sealingKey)) return fail('malformed', 'sealing key')
  const own = deviceStatement(sodium, forum, body.invitation, device)
  if (!sodium.verify('device', own, device.selfSignature, device.signingKey)) {
    return fail('signature-invalid', 'device')
  }
  const proof = proofStatement(forum, entry.author, body)
  return sodium.verify('invitation-proof', proof, body.proof, body.proofKey)
    ? ok(entry)
    : fail('invitation-proof-invalid')
}

/** Whether X-Wing can encapsulate to it at all. */
export function isSealingKey(sodium: Sodium, key: Uint8Array): boolean {
  return sodium.encapsulate(key, new Uint8Array(64)) !== null
}

function entryId(sodium: Sodium, canonical: Uint8Array): EntryId {
  return toHex(labelledHash(sodium, 'SR1/entry', [canonical])) as EntryId
}

/** A forum's id is the id of its genesis: one value, two names. */
function forumOfGenesis(id: EntryId): ForumId {
  return id as string as ForumId
}
