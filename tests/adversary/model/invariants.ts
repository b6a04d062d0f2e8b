import { expect } from 'vitest'
import {
  acceptEpoch,
  debtOrder,
  devicesOf,
  grantRole,
  openEpoch,
  reduceChain,
  scopeState,
} from '#crypto'
import type { DeviceSecrets, Entry, ForumState } from '#crypto'
import type { DeviceId, EntryId, MemberId } from '#shared/ids.ts'
import { now, value } from '../../crypto/fixtures.ts'
import { together } from '../../crypto/membership.ts'
import type { World } from './world.ts'

/** What must hold in every state that anybody ever has. */
export function expectSound(state: ForumState): void {
  expect(state.members.size + state.guests.size).toBeLessThanOrEqual(12)
  for (const member of state.members.values()) {
    expect(member.devices.length).toBeLessThanOrEqual(3)
    for (const device of member.devices) expect(state.devices.get(device)?.member).toBe(member.id)
  }
  expect(state.pending.size).toBeLessThanOrEqual(1)
  expectNoVoidedAuthority(state)
  expectTakingActsAtOnce(state)
  expectCoverage(state)
}

/** Nothing that holds comes from an entry that is void, nor from an author who never came in. */
function expectNoVoidedAuthority(state: ForumState): void {
  const counts = (id: EntryId | null) => id === null || !state.refused.has(id)
  for (const { admittedBy, moderatorBy, recovery } of state.members.values()) {
    expect(counts(admittedBy) && counts(moderatorBy) && counts(recovery?.setBy ?? null)).toBe(true)
  }
  for (const { admittedBy } of state.devices.values()) expect(counts(admittedBy)).toBe(true)
  for (const { entry } of state.epochs.values()) expect(counts(entry)).toBe(true)
  for (const id of state.pending.keys()) expect(counts(id)).toBe(true)
  const enrolled = enrolments(state)
  for (const entry of effective(state)) {
    if (entry.type === 'genesis' || entry.type === 'objection') continue
    for (const device of [entry.author, ...entry.coSigners.map((each) => each.device)]) {
      expect(counts(enrolled.get(device) ?? null), `${entry.type} by a device let in`).toBe(true)
      expect(enrolled.has(device)).toBe(true)
    }
  }
}

/** No entry counts that a concurrent removal of its author takes away, unless it is settled against it. */
function expectTakingActsAtOnce(state: ForumState): void {
  const { dag } = state
  const all = [...effective(state)]
  for (const removal of all) {
    const { body } = removal
    if (body.type !== 'member.remove') continue
    const devices = dag.viewAt(removal.parents)?.members.get(body.member)?.devices ?? []
    for (const entry of all) {
      if (!devices.includes(entry.author)) continue
      if (dag.includes(removal.id, entry.id)) continue
      expect(dag.includes(entry.id, removal.id), `${entry.type} after a removal`).toBe(false)
      expect(isSettled(state, entry, removal), `${entry.type} against a removal`).toBe(true)
    }
  }
}

/** The sentence of rule 3, read literally and slowly. */
function isSettled(state: ForumState, entry: Entry, rival: Entry): boolean {
  const { dag } = state
  const members = [...(dag.viewAt(entry.parents)?.members.values() ?? [])].filter(
    ({ devices }) => devices.length > 0,
  )
  const acknowledged = members.filter(({ devices: [device] }) => {
    const own = device === undefined ? [] : dag.entriesOf(device)
    const first = own.find(({ id }) => dag.includes(id, entry.id))
    return first !== undefined && !dag.includes(first.id, rival.id)
  })
  return acknowledged.length * 2 > members.length
}

/** Never both, whatever the two are. */
export function expectNoTwoRivalsSettled(
  state: ForumState,
  settled: (a: Entry, b: Entry) => boolean,
): void {
  const { dag } = state
  const all = [...authorised(state)]
  for (const [at, a] of all.entries()) {
    for (const b of all.slice(at + 1)) {
      if (dag.includes(b.id, a.id) || dag.includes(a.id, b.id)) continue
      expect(settled(a, b) && settled(b, a), `${a.type} and ${b.type}`).toBe(false)
    }
  }
}

/** Nothing is owed only where the epoch covers exactly; what one writes under never covers who is gone. */
function expectCoverage(state: ForumState): void {
  for (const [scope, { currentEpoch, rotationOwed }] of state.scopes) {
    const devices = [...devicesOf(state, scope)].sort()
    const epoch = currentEpoch === null ? undefined : state.epochs.get(currentEpoch)
    if (!rotationOwed && devices.length > 0) {
      expect([...(epoch?.devices ?? [])].sort()).toEqual(devices)
    }
    for (const device of epoch?.devices ?? []) expect(devices).toContain(device)
  }
}

/** Somebody is moderator, or two members (or the last one) can make one. */
export function expectModeratorOrPath(world: World, state: ForumState): void {
  const { sodium, forum, computers } = world
  const able = computers.filter(
    ({ device }) => state.members.has(memberOf(state, device)) && !state.suspended.has(device.id),
  )
  const moderator = able.some(
    ({ device }) => state.members.get(memberOf(state, device))?.moderatorBy !== null,
  )
  const [first] = able
  if (moderator || first === undefined) return
  const mine = memberOf(state, first.device)
  const second = able.find(({ device }) => memberOf(state, device) !== mine)
  const granted =
    second === undefined
      ? grantRole(sodium, state, first.device, { clock: now, member: mine })
      : together(
          sodium,
          state,
          { type: 'role.grant', member: grantee(state, mine) },
          first.device,
          second.device,
        )
  world.all.set(value(granted).id, value(granted))
  const after = reduceChain(sodium, forum, world.all.values())
  // The grant may itself be what a return had waited for, which ends that member's role.
  if (state.pending.size > after.pending.size) return expectModeratorOrPath(world, after)
  const moderators = [...after.members.values()].filter(({ moderatorBy }) => moderatorBy !== null)
  expect(moderators.length).toBeGreaterThan(0)
}

/** A moderator whose every device is suspended is none; the role goes to somebody who lacks it. */
function grantee(state: ForumState, first: MemberId): MemberId {
  if (state.members.get(first)?.moderatorBy === null) return first
  throw new Error('Broken invariant: who can act and is a moderator is one')
}

/** Whoever comes first in the order pays, and then every device of the scope has the same key. */
export function expectPayable(world: World, scope: string): void {
  const { sodium, forum, computers, all } = world
  const before = reduceChain(sodium, forum, all.values())
  const { devices, rotationOwed } = scopeState(before, scope)
  const order = debtOrder(sodium, before, scope)
  const able = [...devices].filter((device) => !before.suspended.has(device))
  expect([...order].sort()).toEqual(rotationOwed ? able.sort() : [])
  const payer = computers.find(({ device }) => device.id === (order[0] ?? able[0]))
  if (payer === undefined) return
  const paid = openEpoch(sodium, before, payer.device, { clock: now, scope })
  if (!paid.ok) {
    expect(paid.failure.code).toBe('rate-limited')
    return
  }
  all.set(paid.value.id, paid.value)
  const after = reduceChain(sodium, forum, all.values())
  // The payment itself may be what an act had waited for: then it has let somebody in, and is owed again.
  if (before.pending.size > after.pending.size) return expectPayable(world, scope)
  const paidFor = scopeState(after, scope)
  expect(paidFor.rotationOwed).toBe(false)
  const entry = paidFor.currentEpoch && after.epochs.get(paidFor.currentEpoch)?.entry
  const keys = computers
    .filter(({ device }) => paidFor.devices.has(device.id))
    .map(({ device, sealing }) =>
      value(acceptEpoch(sodium, after, entry || paid.value.id, device, sealing)).epochKey.join(),
    )
  expect(keys).toHaveLength(paidFor.devices.size)
  expect(new Set(keys).size).toBe(1)
}

function* authorised(state: ForumState): Generator<Entry> {
  const seen = new Set<EntryId>()
  const queue = [...state.heads]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const entry = seen.has(id) ? undefined : state.dag.entry(id)
    seen.add(id)
    if (entry === undefined) continue
    queue.push(...entry.parents)
    yield entry
  }
}

function* effective(state: ForumState): Generator<Entry> {
  for (const entry of authorised(state)) if (!state.refused.has(entry.id)) yield entry
}

/** The entry that let each device in, preferring one that counts. */
function enrolments(state: ForumState): Map<DeviceId, EntryId> {
  const enrolled = new Map<DeviceId, EntryId>()
  for (const { id, author, body } of authorised(state)) {
    const device = body.type === 'genesis' ? author : 'device' in body ? body.device : undefined
    const name =
      typeof device === 'object' ? device.id : body.type === 'genesis' ? author : undefined
    if (name === undefined) continue
    if (!enrolled.has(name) || !state.refused.has(id)) enrolled.set(name, id)
  }
  return enrolled
}

function memberOf(state: ForumState, device: DeviceSecrets): MemberId {
  return state.devices.get(device.id)?.member ?? ('' as MemberId)
}
