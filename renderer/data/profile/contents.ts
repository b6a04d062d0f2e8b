import * as v from 'valibot'
import type { DeviceId, EntryId, EpochId, ForumId, MemberId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { fromBase64, toBase64 } from './base64.ts'

/** An id of that many bytes, as lower-case hex. */
function id<Id extends string>(bytes: number) {
  const form = new RegExp(`^[0-9a-f]{${bytes * 2}}$`)
  return v.custom<Id>((value) => typeof value === 'string' && form.test(value))
}

const bytes = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = fromBase64(dataset.value)
    if (parsed !== null) return parsed
    addIssue({ message: 'not base64' })
    return NEVER
  }),
)

const heldEpoch = v.strictObject({ scope: v.string(), epochId: id<EpochId>(32), key: bytes })

/** An X-Wing pair made for an acknowledgement, and the mailbox that was published with it. */
const heldSealing = v.strictObject({ seed: bytes, mailbox: bytes })

const openInvitation = v.strictObject({
  entry: id<EntryId>(32),
  seed: bytes,
  relayUrl: v.string(),
  expiresAt: v.number(),
})

const computerPurpose = v.picklist(['add', 'return'])

/** The new computer whose six words were typed right, and what it takes to go on talking to it. */
const matchedComputer = v.strictObject({
  conversation: id<string>(32),
  transcript: bytes,
  send: bytes,
  receive: bytes,
  device: v.strictObject({
    id: id<DeviceId>(32),
    signingKey: bytes,
    sealingKey: bytes,
    selfSignature: bytes,
  }),
})

/** A code made here for one computer of a member: of oneself, or of one who comes back. */
const computerCode = v.strictObject({
  purpose: computerPurpose,
  member: id<MemberId>(16),
  seed: bytes,
  relayUrl: v.string(),
  expiresAt: v.number(),
  /** Somebody here said no. */
  refused: v.boolean(),
  /** From here on the code is for this computer alone. */
  matched: v.nullable(matchedComputer),
})

const heldForum = v.strictObject({
  forum: id<ForumId>(32),
  member: id<MemberId>(16),
  /**
   * As `encodeDevice` of crypto wrote it: the seed that this device signs with, and that of the oldest
   * X-Wing pair which something may still be sealed to; at first the one it was enrolled with.
   */
  device: bytes,
  /** The X-Wing pairs made since, oldest first; the last may not be published yet. */
  sealing: v.optional(v.array(heldSealing), []),
  epochs: v.array(heldEpoch),
  /** Epochs whose keys were taken out of here, and are not taken from the chain again. */
  erased: v.optional(v.array(id<EpochId>(32)), []),
  invitations: v.array(openInvitation),
  /** Missing in files from before there were any. */
  codes: v.optional(v.array(computerCode)),
  /** The database of this forum on this computer: its name, its rows' key, and which one it is. */
  database: v.strictObject({ name: v.string(), rowKey: bytes, marker: v.string() }),
  /** The name typed when founding or joining, until the people document holds it; else empty. */
  myName: v.string(),
  forumName: v.nullable(v.string()),
  /** This computer came back by the printed sheet, and nobody said yet what became of the ones before. */
  cameBack: v.optional(v.boolean()),
})

/** The recovery key that was printed last. The key itself is on paper only. */
const printedKey = v.strictObject({
  /** Ed25519: what its owner can prove with it. */
  signingKey: bytes,
  madeAt: v.number(),
  /** When the whole sheet was typed in from paper and fitted; null until then. */
  rehearsedAt: v.nullable(v.number()),
  /** The relay's address on the sheet; missing when only the key was printed, as in older files. */
  relayUrl: v.optional(v.string()),
})

/** A conversation at the door whose person has agreed: this computer waits to be let in. */
const coming = v.strictObject({
  purpose: computerPurpose,
  seed: bytes,
  /** As `encodeDevice` of crypto wrote it. */
  device: bytes,
  exchange: bytes,
  nonce: bytes,
  /** The body of the answer that the six words were made of. */
  answer: bytes,
})

const schema = v.strictObject({
  version: v.literal(1),
  forum: v.nullable(heldForum),
  /** While there is no forum yet. */
  coming: v.optional(v.nullable(coming)),
  /** Missing in files from before there was one. */
  recovery: v.optional(v.nullable(printedKey)),
})

/** Everything the vault file holds, once open. Lives in memory only. */
export type ProfileContents = v.InferOutput<typeof schema>

/** What this computer holds of one forum. */
export type HeldForum = v.InferOutput<typeof heldForum>

/** A code for one computer as its maker keeps it. */
export type KeptCode = v.InferOutput<typeof computerCode>

/** What a computer keeps while it waits to be let in. */
export type KeptComing = v.InferOutput<typeof coming>

/** The contents as the bytes that the vault seals. */
export function encodeContents(contents: ProfileContents): Uint8Array {
  const text = JSON.stringify(contents, (_key, value: unknown) =>
    value instanceof Uint8Array ? toBase64(value) : value,
  )
  return new TextEncoder().encode(text)
}

/** Reads the contents from the opened vault; 'vault-corrupted' when they are not what they must be. */
export function decodeContents(body: Uint8Array): Result<ProfileContents, 'vault-corrupted'> {
  let content: unknown
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return fail('vault-corrupted', 'contents')
  }
  const parsed = v.safeParse(schema, content)
  return parsed.success ? ok(parsed.output) : fail('vault-corrupted', 'contents')
}
