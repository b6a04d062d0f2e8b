import {
  acknowledgeEpoch,
  addDevice,
  admitMember,
  createDevice,
  createDeviceRecord,
  createGenesis,
  createInvite,
  decodeEntry,
  doorKeys,
  openEpoch,
  reduceChain,
  setPolicy,
} from '#crypto'
import type { Candidate, DeviceSecrets, Entry, ForumState, KeyPair, Sodium } from '#crypto'
import type { EntryId, ForumId, MemberId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import { newcomerStatement, proofStatement } from '../../../crypto/membership/statements.ts'
import { later, now, value } from '../../crypto/fixtures.ts'
import { toySodium } from './toySodium.ts'

/** One computer: its device with every X-Wing pair it still has, and the entries it has heard of. */
export interface Computer {
  readonly device: DeviceSecrets
  readonly sealing: KeyPair[]
  readonly known: Map<EntryId, Entry>
}

/** A forum at one moment of its making. */
interface Base {
  readonly forum: ForumId
  readonly entries: readonly Entry[]
  readonly devices: readonly DeviceSecrets[]
}

/** Who takes part, and everything that was ever written. */
export interface World {
  readonly sodium: Sodium
  readonly forum: ForumId
  readonly computers: Computer[]
  readonly all: Map<EntryId, Entry>
  stateOf(known: ReadonlyMap<EntryId, Entry>): ForumState
}

/** An admission by a conversation that nobody had: signatures and proof are as in a real one. */
export function quickCandidate(
  sodium: Sodium,
  forum: ForumId,
  invitation: EntryId,
  proof: KeyPair,
  admitter: DeviceSecrets,
  joiner: DeviceSecrets,
): Candidate {
  const keys = {
    id: joiner.id,
    signingKey: joiner.signing.publicKey,
    sealingKey: joiner.sealing.publicKey,
  }
  const own = newcomerStatement(sodium, forum, invitation, keys)
  const device = { ...keys, selfSignature: sodium.sign('device', own, joiner.signing.secretKey) }
  const claim = { invitation, device, transcript: sodium.random(32) }
  const statement = proofStatement(forum, admitter.id, claim)
  return {
    ...claim,
    admitter: admitter.id,
    proofKey: proof.publicKey,
    proof: sodium.sign('invitation-proof', statement, proof.secretKey),
  }
}

/** Forums of one to twelve members with one to three devices each, made once. */
const bases = makeBases(toySodium(7))

function makeBases(sodium: Sodium): readonly Base[] {
  const founder = createDevice(sodium)
  const genesis = value(createGenesis(sodium, founder, { clock: now }))
  const { forum } = genesis
  const entries: Entry[] = [genesis]
  const devices = [founder]
  const made: Base[] = []
  const state = () => reduceChain(sodium, forum, entries)
  const push = (entry: Result<Entry>) => {
    entries.push(value(entry))
    return value(entry)
  }
  push(openEpoch(sodium, state(), founder, { clock: now }))
  const policy = { clock: now, suite: 1, admission: 'two' as const, document: null }
  push(setPolicy(sodium, state(), founder, policy))
  for (let count = 1; count < 12; count++) {
    const seed = sodium.random(16)
    const { proof } = doorKeys(sodium, seed)
    const invited = push(
      createInvite(sodium, state(), founder, { clock: now, seed, expiresAt: later }),
    )
    const joiner = createDevice(sodium)
    const candidate = quickCandidate(sodium, forum, invited.id, proof, founder, joiner)
    push(admitMember(sodium, state(), founder, { clock: now, candidate }))
    devices.push(joiner)
    for (let more = 0; more < count % 3; more++) {
      const member = state().devices.get(joiner.id)?.member ?? ('' as MemberId)
      const second = createDevice(sodium)
      const record = createDeviceRecord(sodium, forum, member, joiner.id, second)
      push(addDevice(sodium, state(), joiner, { clock: now, device: record }))
      devices.push(second)
    }
    push(openEpoch(sodium, state(), founder, { clock: now }))
    made.push({ forum, entries: [...entries], devices: [...devices] })
  }
  return made
}

/** A forum of `members` members, all of whom know all of it. */
export function startWorld(seed: number, members: number): World {
  const base = bases[Math.min(Math.max(members, 2), 12) - 2]
  if (base === undefined) throw new Error('there is a base of every size')
  const sodium = toySodium(seed)
  const start = new Map(base.entries.map((entry) => [entry.id, entry]))
  const states = new Map<string, ForumState>()
  return {
    sodium,
    forum: base.forum,
    all: new Map(start),
    computers: base.devices.map((device) => ({
      device,
      sealing: [device.sealing],
      known: new Map(start),
    })),
    stateOf(known) {
      const key = [...known.keys()].sort().join('')
      const before = states.get(key)
      if (before !== undefined) return before
      const state = reduceChain(sodium, base.forum, known.values())
      states.set(key, state)
      return state
    },
  }
}

/** A computer starts again: all it has is what it stored. */
export function restart({ sodium }: World, computer: Computer): void {
  for (const [id, { bytes }] of computer.known) {
    computer.known.set(id, value(decodeEntry(sodium, bytes)))
  }
}

/** Publishes an entry where it was made. */
export function publish(world: World, computer: Computer, entry: Entry): void {
  world.all.set(entry.id, entry)
  computer.known.set(entry.id, entry)
}

/** Acknowledges an epoch with a fresh key, whose secret the computer keeps. */
export function acknowledgeAs(
  { sodium }: World,
  state: ForumState,
  computer: Computer,
  scope: string,
): Result<Entry> | null {
  const epoch = state.scopes.get(scope)?.currentEpoch ?? null
  if (epoch === null) return null
  const pair = sodium.sealingPair(sodium.random(32))
  const options = { clock: now, epoch, sealingKey: pair.publicKey, mailbox: sodium.random(32) }
  const entry = acknowledgeEpoch(sodium, state, computer.device, options)
  if (entry.ok) computer.sealing.push(pair)
  return entry
}
