import {
  acceptHandoff,
  addDevice,
  admissionBody,
  attestSnapshot,
  createDevice,
  createDeviceRecord,
  createInvite,
  declineHandoff,
  doorKeys,
  forkEvidence,
  leaveForum,
  objectTo,
  offerHandoff,
  openEpoch,
  pairScope,
  revokeInvite,
  revokeDevice,
} from '#crypto'
import type { EntryBody, ForumState } from '#crypto'
import type { MemberId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { signEntry } from '../../../crypto/membership/entryCodec.ts'
import { currentEpoch } from '../../../crypto/membership/view.ts'
import { later, now } from '../../crypto/fixtures.ts'
import { aBody } from '../../crypto/forgery.ts'
import { together } from '../../crypto/membership.ts'
import { acknowledgeAs, publish, quickCandidate } from './world.ts'
import type { Computer, World } from './world.ts'

/** What may happen, more often what happens more. */
export const kinds = [
  'admit',
  'admit',
  'remove',
  'remove',
  'leave',
  'add',
  'revoke',
  'grant',
  'grant',
  'demote',
  'open',
  'open',
  'acknowledge',
  'acknowledge',
  'offer',
  'answer',
  'recover',
  'object',
  'attest',
  'invite',
  'fork',
  'backdate',
] as const

export interface Action {
  readonly kind: (typeof kinds)[number]
  readonly who: number
  readonly whom: number
}

interface Acting {
  readonly world: World
  readonly actor: Computer
  /** Those who are in the same room, and so can sign with the actor. */
  readonly room: readonly Computer[]
  readonly state: ForumState
  readonly whom: number
}

/** Does one thing in a room, if the rules let it. Answers whether something was written. */
export function act(world: World, room: readonly Computer[], action: Action): boolean {
  const actor = chooseActor(world, room, action)
  if (actor === undefined) return false
  const state = world.stateOf(actor.known)
  const made = make({ world, actor, room, state, whom: action.whom }, action.kind)
  if (made === null || !made.ok) return false
  for (const entry of made.value) publish(world, actor, entry)
  return made.value.length > 0
}

/** For what few may do, one of those few if there is one in the room. */
function chooseActor(world: World, room: readonly Computer[], { kind, who }: Action) {
  const anybody = room[who % room.length]
  if (kind !== 'offer' && kind !== 'answer' && kind !== 'object') return anybody
  const able = room.find(({ device, known }) => {
    const state = world.stateOf(known)
    const member = state.devices.get(device.id)?.member
    if (member === undefined) return false
    if (kind === 'answer') return state.handoff?.successor === member
    return state.members.get(member)?.moderatorBy !== null
  })
  return able ?? anybody
}

type Entries = Result<readonly Parameters<typeof publish>[2][]>

function make(on: Acting, kind: Action['kind']): Entries | null {
  const { world, actor, state, whom } = on
  const { sodium } = world
  const { device } = actor
  const stamp = { clock: now }
  const members = [...state.members.keys()].sort()
  const member = members[whom % Math.max(1, members.length)]
  if (member === undefined) return null
  switch (kind) {
    case 'admit':
      return admit(on)
    case 'invite': {
      const open = [...state.invitations.values()].find(({ status }) => status === 'open')
      return open === undefined
        ? one(
            createInvite(sodium, state, device, {
              ...stamp,
              seed: sodium.random(16),
              expiresAt: later,
            }),
          )
        : one(revokeInvite(sodium, state, device, { ...stamp, invitation: open.id }))
    }
    case 'remove':
      return signed(on, { type: 'member.remove', member, cutOffs: [] })
    case 'leave':
      return whom % 4 === 0
        ? one(leaveForum(sodium, state, device, { ...stamp, cutOffs: [] }))
        : null
    case 'add':
      return add(on)
    case 'revoke':
      return revoke(on)
    case 'grant':
      return signed(on, { type: 'role.grant', member })
    case 'demote':
      return signed(on, { type: 'role.revoke', member, cutOffs: [] })
    case 'open': {
      const own = state.devices.get(device.id)?.member
      const pair = own === undefined || own === member ? 'forum' : pairScope(own, member)
      const scope = ['forum', 'forum', 'moderators', pair][whom % 4] ?? 'forum'
      return one(openEpoch(sodium, state, device, { ...stamp, scope }))
    }
    case 'acknowledge':
      return one(acknowledgeAs(world, state, actor, whom % 3 === 0 ? 'moderators' : 'forum'))
    case 'offer':
      return offer(on)
    case 'answer': {
      const offer = state.handoff?.offer
      if (offer === undefined) return null
      return whom % 4 === 0
        ? one(declineHandoff(sodium, state, device, { ...stamp, offer }))
        : one(acceptHandoff(sodium, state, device, { ...stamp, offer, cutOffs: [] }))
    }
    case 'recover':
      return recover(on, member)
    case 'object': {
      const [act] = state.pending.keys()
      return act === undefined ? null : one(objectTo(sodium, state, device, { ...stamp, act }))
    }
    case 'attest': {
      const snapshot = { scope: 'forum', document: 'agenda', snapshot: new Uint8Array(32) }
      return one(attestSnapshot(sodium, state, device, { ...stamp, ...snapshot }))
    }
    case 'fork':
      return whom % 3 === 0 ? fork(on) : null
    case 'backdate':
      return backdate(on, member)
  }
}

function one(entry: Result<Parameters<typeof publish>[2]> | null): Entries | null {
  if (entry === null || !entry.ok) return entry
  return ok([entry.value])
}

/** To somebody in the room, who often accepts at once. */
function offer({ world, actor, room, state, whom }: Acting): Entries {
  const { sodium } = world
  const others = room.filter(({ device }) => device.id !== actor.device.id)
  const successor = others[whom % Math.max(1, others.length)]
  const member = successor && state.devices.get(successor.device.id)?.member
  if (successor === undefined || member === undefined) return ok([])
  const options = { clock: now, successor: member, packageHash: sodium.random(32) }
  const offered = offerHandoff(sodium, state, actor.device, options)
  if (!offered.ok || whom % 3 === 0) return one(offered) ?? ok([])
  const after = world.stateOf(new Map(actor.known).set(offered.value.id, offered.value))
  const taking = { clock: now, offer: offered.value.id, cutOffs: [] }
  const accepted = acceptHandoff(sodium, after, successor.device, taking)
  return ok(accepted.ok ? [offered.value, accepted.value] : [offered.value])
}

/** Signed by the actor alone if that is enough, else with one other in the room. */
function signed({ world, actor, room, state }: Acting, body: EntryBody): Entries {
  const { sodium } = world
  const alone = together(sodium, state, body, actor.device)
  if (alone.ok) return ok([alone.value])
  const member = state.devices.get(actor.device.id)?.member
  for (const { device } of room) {
    const other = state.devices.get(device.id)?.member
    if (other === undefined || other === member) continue
    const both = together(sodium, state, body, actor.device, device)
    if (both.ok) return ok([both.value])
  }
  return alone
}

function admit(on: Acting): Entries {
  const { world, actor, state } = on
  const { sodium } = world
  const seed = sodium.random(16)
  const options = { clock: now, seed, expiresAt: later }
  const invited = createInvite(sodium, state, actor.device, options)
  if (!invited.ok) return invited
  const joiner = createDevice(sodium)
  const { proof } = doorKeys(sodium, seed)
  const args = [invited.value.id, proof, actor.device, joiner] as const
  const candidate = quickCandidate(sodium, world.forum, ...args)
  const known = new Map(actor.known).set(invited.value.id, invited.value)
  const after = world.stateOf(known)
  const admitted = signed({ ...on, state: after }, admissionBody(after, candidate))
  if (!admitted.ok) return ok([invited.value])
  world.computers.push({ device: joiner, sealing: [joiner.sealing], known: new Map(known) })
  return ok([invited.value, ...admitted.value])
}

function add({ world, actor, state }: Acting): Entries | null {
  const { sodium, forum, computers } = world
  const member = state.devices.get(actor.device.id)?.member
  if (member === undefined) return null
  const device = createDevice(sodium)
  const record = createDeviceRecord(sodium, forum, member, actor.device.id, device)
  const added = addDevice(sodium, state, actor.device, { clock: now, device: record })
  if (added.ok) computers.push({ device, sealing: [device.sealing], known: new Map(actor.known) })
  return one(added)
}

function revoke(on: Acting): Entries {
  const { world, actor, state, whom } = on
  const devices = [...state.devices.keys()].sort()
  const [forked] = state.suspended
  const device = forked ?? devices[whom % devices.length] ?? actor.device.id
  const evidence = forkEvidence(state, device)
  if (evidence === null) return signed(on, { type: 'device.revoke', device, evidence, cutOffs: [] })
  const options = { clock: now, device, evidence, cutOffs: [] }
  const entry = revokeDevice(world.sodium, state, actor.device, options)
  return entry.ok ? ok([entry.value]) : entry
}

function recover(on: Acting, member: MemberId): Entries {
  const { world, actor } = on
  const { sodium, forum, computers } = world
  const device = createDevice(sodium)
  const record = createDeviceRecord(sodium, forum, member, actor.device.id, device)
  const made = signed(on, { type: 'recovery.use', member, device: record, proof: null })
  if (made.ok) computers.push({ device, sealing: [device.sealing], known: new Map(actor.known) })
  return made
}

/** A modified program: two entries at one sequence. */
function fork({ world, actor, state }: Acting): Entries | null {
  const made = [0, 1].map(() => forged(world, state, actor, aBody(), state.heads))
  return ok(made.flatMap((entry) => entry ?? []))
}

/** A modified program: a removal on what the author knew when it last wrote, kept back until now. */
function backdate({ world, actor, state }: Acting, member: MemberId): Entries | null {
  const last = state.dag.entriesOf(actor.device.id).at(-1)
  if (last === undefined) return null
  const old = state.dag.viewAt([last.id])
  const isSelf = old?.devices.get(actor.device.id)?.member === member
  if (isSelf || old?.members.has(member) !== true) return null
  const body: EntryBody = { type: 'member.remove', member, cutOffs: [] }
  const entry = forged(world, state, actor, body, [last.id])
  return entry === null ? null : ok([entry])
}

/** Signed and well-formed, with parents of the author's choice, judged by nobody. */
export function forged(
  { sodium, forum }: World,
  state: ForumState,
  { device }: Computer,
  body: EntryBody,
  parents: ForumState['heads'],
) {
  const past = state.dag.viewAt(parents)
  if (past === undefined) return null
  const latest = past.authors.get(device.id)
  const lamports = parents.map((id) => state.dag.entry(id)?.lamport ?? 0)
  return signEntry(sodium, device, {
    forum,
    seq: (latest?.seq ?? 0) + 1,
    prev: latest?.last ?? null,
    parents,
    lamport: 1 + Math.max(0, ...lamports),
    clock: now,
    epoch: epochAt(state, parents),
    body,
  })
}

function epochAt(state: ForumState, parents: ForumState['heads']) {
  const past = state.dag.viewAt(parents)
  return past === undefined ? null : currentEpoch(past).epoch
}
