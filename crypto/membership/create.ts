import type { EntryId, EpochId } from '#shared/ids.ts'
import { fail, invariant, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { DeviceSecrets } from '../device.ts'
import { epochKeyOf, keyCheckOf, makeBoxes } from '../epoch/boxes.ts'
import type { OpenContext } from '../epoch/boxes.ts'
import { doorKeys } from '../invitation/door.ts'
import type { Sodium } from '../sodium.ts'
import { signEntry } from './entryCodec.ts'
import { currentEpoch } from './innerView.ts'
import { forumScope, maxParents, suite } from './limits.ts'
import { breach } from './rules.ts'
import type { Candidate, Entry, EntryBody, ForumState, View } from './types.ts'

/** The author's clock in milliseconds since 1970, handed in: there is none here. */
export interface Stamp {
  readonly clock: number
}

/** The first entry of a new forum; its id is the forum's id. */
export function createGenesis(
  sodium: Sodium,
  author: DeviceSecrets,
  { clock }: Stamp,
): Result<Entry> {
  return ok(
    signEntry(sodium, author, {
      forum: null,
      seq: 1,
      prev: null,
      parents: [],
      lamport: 1,
      clock,
      epoch: null,
      body: {
        type: 'genesis',
        random: sodium.random(32),
        suite,
        sealingKey: author.sealing.publicKey,
      },
    }),
  )
}

/**
 * Publishes the room key and proof key of an invitation code's seed. The seed itself stays with its
 * maker and goes out with the code only.
 */
export function createInvite(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & { readonly seed: Uint8Array; readonly expiresAt: number },
): Result<Entry> {
  const { roomKey, proof } = doorKeys(sodium, options.seed)
  return extendChain(sodium, state, author, options.clock, () => ({
    type: 'invite.create',
    roomKey,
    proofKey: proof.publicKey,
    expiresAt: options.expiresAt,
  }))
}

/** Ends an open invitation at once. */
export function revokeInvite(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & { readonly invitation: EntryId },
): Result<Entry> {
  const { invitation } = options
  return extendChain(sodium, state, author, options.clock, () => ({
    type: 'invite.revoke',
    invitation,
  }))
}

/** Lets in the person whose six words were compared. Rotation is owed from here on. */
export function admitMember(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & { readonly candidate: Candidate },
): Result<Entry> {
  const { candidate } = options
  if (candidate.admitter !== author.id) return fail('invitation-proof-invalid', 'another device')
  return extendChain(sodium, state, author, options.clock, () => ({
    type: 'member.admit',
    invitation: candidate.invitation,
    proofKey: candidate.proofKey,
    device: candidate.device,
    transcript: candidate.transcript,
    proof: candidate.proof,
  }))
}

/**
 * Opens a new epoch for exactly the active devices. The opener takes the key from its own box as all
 * others do (`acceptEpoch`), so a crash in between loses nothing.
 */
export function openEpoch(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & { readonly scope?: string },
): Result<Entry> {
  const scope = options.scope ?? forumScope
  return extendChain(sodium, state, author, options.clock, (parents, past) => {
    const recipients = [...past.devices.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    const context: OpenContext = { forum: state.forum, scope, parents, opener: author.id }
    const root = sodium.random(32)
    const epochKey = epochKeyOf(sodium, context, root)
    const keyCheck = keyCheckOf(sodium, context, epochKey)
    const boxes = makeBoxes(sodium, context, root, recipients)
    sodium.erase(root)
    sodium.erase(epochKey)
    invariant(boxes !== null, 'every enrolled sealing key was tried when its entry was decoded')
    return { type: 'epoch.open', scope, devices: recipients.map(({ id }) => id), keyCheck, boxes }
  })
}

/** Builds on the heads, signs, and judges by the very rules that everyone else will judge by. */
function extendChain(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  clock: number,
  makeBody: (parents: readonly EntryId[], past: View) => EntryBody,
): Result<Entry> {
  const parents = state.heads.slice(0, maxParents)
  const past = state.dag.viewAt(parents)
  const parentEntries = parents.flatMap((id) => state.dag.entry(id) ?? [])
  if (past === undefined || parents.length === 0) return fail('entry-parent-unknown')
  const latest = past.authors.get(author.id)
  const epoch: EpochId | null = currentEpoch(past).epoch
  if (!past.devices.has(author.id)) return fail('device-not-active')
  const entry = signEntry(sodium, author, {
    forum: state.forum,
    seq: (latest?.seq ?? 0) + 1,
    prev: latest?.last ?? null,
    parents,
    lamport: 1 + Math.max(...parentEntries.map(({ lamport }) => lamport)),
    clock,
    epoch,
    body: makeBody(parents, past),
  })
  const broken = breach({ entry, parents: parentEntries, past })
  return broken === null ? ok(entry) : fail(broken.failure, broken.name)
}
