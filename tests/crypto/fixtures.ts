import {
  admitMember,
  createAnswer,
  createDevice,
  createGenesis,
  createInvite,
  createKnock,
  createReveal,
  doorKeys,
  loadSodium,
  openDoor,
  openEpoch,
  readDoorMessage,
  reduceChain,
  verifyReveal,
} from '#crypto'
import type { DeviceSecrets, Entry, ForumState, Sodium } from '#crypto'
import type { EntryId, ForumId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'

/** The clock of every test that needs none in particular: 2026-01-01. */
export const now = 1_767_225_600_000
export const later = now + 86_400_000

/** The value of a result that must have succeeded. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed: ${result.failure.code} ${result.failure.detail ?? ''}`)
  return result.value
}

/** The code of a result that must have failed; 'ok' when it did not. */
export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.failure.code
}

/** libsodium over a fixed stream of bytes (xorshift32), so that a run can be repeated to the byte. */
export async function fixedSodium(seed = 1): Promise<Sodium> {
  let state = seed
  return loadSodium((length) => {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at++) {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      bytes[at] = state & 0xff
    }
    return bytes
  })
}

/** A forum under test: entries in the order made. Not immutable: `add` replaces `state`. */
export interface TestForum {
  readonly sodium: Sodium
  readonly id: ForumId
  readonly founder: DeviceSecrets
  readonly entries: Entry[]
  state(): ForumState
  add(entry: Result<Entry>): Entry
}

/** A forum with a genesis and, unless told otherwise, its first epoch. */
export function foundForum(sodium: Sodium, withEpoch = true): TestForum {
  const founder = createDevice(sodium)
  const genesis = value(createGenesis(sodium, founder, { clock: now }))
  const entries = [genesis]
  const forum: TestForum = {
    sodium,
    id: genesis.forum,
    founder,
    entries,
    state: () => reduceChain(sodium, genesis.forum, entries),
    add(entry) {
      entries.push(value(entry))
      return value(entry)
    },
  }
  if (withEpoch) forum.add(openEpoch(sodium, forum.state(), founder, { clock: now }))
  return forum
}

/** A seed and the `invite.create` made with it on the given state. */
export function invite(sodium: Sodium, state: ForumState, author: DeviceSecrets) {
  const seed = sodium.random(16)
  return {
    seed,
    entry: value(createInvite(sodium, state, author, { clock: now, seed, expiresAt: later })),
  }
}

/** The whole joining conversation on a state that knows the invitation. */
export function converse(
  sodium: Sodium,
  state: ForumState,
  admitter: DeviceSecrets,
  invitation: EntryId,
  seed: Uint8Array,
  joiner: DeviceSecrets,
) {
  const known = state.invitations.get(invitation)
  const door = doorKeys(sodium, seed, known?.guestOf == null ? 'join' : 'guest')
  const roomKey = known?.roomKey ?? new Uint8Array(32)
  const side = openDoor(sodium, roomKey)
  const knock = createKnock(sodium, door, joiner)
  const answer = value(
    createAnswer(sodium, state, admitter, {
      invitation,
      knock: value(readDoorMessage(sodium, side, knock.message)),
      clock: now,
    }),
  )
  const reveal = value(
    createReveal(sodium, knock.state, value(readDoorMessage(sodium, door, answer.message))),
  )
  const verified = value(
    verifyReveal(sodium, answer.state, value(readDoorMessage(sodium, side, reveal.message))),
  )
  const { newcomer } = verified
  if (!('candidate' in newcomer)) throw new Error('an invitation is for somebody new')
  return { joinerSession: reveal.session, ...verified, candidate: newcomer.candidate }
}

/** An admission on a state that knows the invitation. */
export function admit(
  sodium: Sodium,
  state: ForumState,
  admitter: DeviceSecrets,
  invitation: EntryId,
  seed: Uint8Array,
  joiner: DeviceSecrets = createDevice(sodium),
) {
  const { candidate } = converse(sodium, state, admitter, invitation, seed, joiner)
  return { joiner, entry: admitMember(sodium, state, admitter, { clock: now, candidate }) }
}

/** Adds one member by an invitation of the founder, and opens an epoch with them. */
export function addMember(forum: TestForum, admitter: DeviceSecrets = forum.founder) {
  const { sodium } = forum
  const { seed, entry } = invite(sodium, forum.state(), admitter)
  forum.entries.push(entry)
  const admitted = admit(sodium, forum.state(), admitter, entry.id, seed)
  forum.add(admitted.entry)
  forum.add(openEpoch(sodium, forum.state(), admitter, { clock: now }))
  return admitted.joiner
}
