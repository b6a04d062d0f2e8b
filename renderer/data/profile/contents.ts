import * as v from 'valibot'
import type { EntryId, EpochId, ForumId, MemberId } from '#shared/ids.ts'
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
  invitations: v.array(openInvitation),
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

const schema = v.strictObject({
  version: v.literal(1),
  forum: v.nullable(heldForum),
  /** Missing in files from before there was one. */
  recovery: v.optional(v.nullable(printedKey)),
})

/** Everything the vault file holds, once open. Lives in memory only. */
export type ProfileContents = v.InferOutput<typeof schema>

/** What this computer holds of one forum. */
export type HeldForum = v.InferOutput<typeof heldForum>

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
