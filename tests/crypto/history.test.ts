import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  acceptEpoch,
  admitMember,
  createDevice,
  createInvite,
  maxMembers,
  openEpoch,
  reduceChain,
  revokeInvite,
} from '#crypto'
import type { DeviceSecrets, Entry, ForumState, Sodium } from '#crypto'
import type { EntryId, EpochId, ForumId } from '#shared/ids.ts'
import { addMember, converse, fixedSodium, foundForum, later, now, value } from './fixtures.ts'

import { summary } from './stateSummary.ts'

const stamp = { clock: now }

/** One computer in the model: its device, and the entries it has heard of. */
interface Computer {
  readonly device: DeviceSecrets
  readonly known: Map<EntryId, Entry>
}

const action = fc.record({
  what: fc.constantFrom(
    'invite',
    'invite',
    'admit',
    'admit',
    'revoke',
    'open',
    'tell',
    'tell',
    'fork',
  ),
  who: fc.nat(30),
  whom: fc.nat(30),
  which: fc.nat(30),
})

type Action = ReturnType<typeof action.generate>['value']

/** Runs actions on computers that each know only what they were told; answers all entries made. */
function runModel(model: Sodium, actions: readonly Action[]) {
  const forum = foundForum(model)
  const bob = addMember(forum)
  const carol = addMember(forum)
  const start = new Map(forum.entries.map((entry) => [entry.id, entry]))
  const computers: Computer[] = [forum.founder, bob, carol].map((device) => ({
    device,
    known: new Map(start),
  }))
  const seeds = new Map<EntryId, Uint8Array>()
  for (const { what, who, whom, which } of actions) {
    const actor = computers[who % computers.length]
    const other = computers[whom % computers.length]
    if (actor === undefined || other === undefined) continue
    const state = reduceChain(model, forum.id, actor.known.values())
    const open = [...state.invitations.values()].filter(({ status }) => status === 'open')
    const invitation = open[which % Math.max(1, open.length)]?.id
    const keep = (...entries: Entry[]) =>
      entries.forEach((entry) => actor.known.set(entry.id, entry))
    if (what === 'tell') for (const [id, entry] of actor.known) other.known.set(id, entry)
    if (what === 'invite' && state.devices.has(actor.device.id)) {
      const seed = model.random(16)
      const made = createInvite(model, state, actor.device, { clock: now, seed, expiresAt: later })
      if (!made.ok) continue
      seeds.set(made.value.id, seed)
      keep(made.value)
    }
    if (what === 'revoke' && invitation !== undefined) {
      const made = revokeInvite(model, state, actor.device, { ...stamp, invitation })
      if (made.ok) keep(made.value)
    }
    if (what === 'open') {
      const made = openEpoch(model, state, actor.device, stamp)
      if (made.ok) keep(made.value)
    }
    if (what === 'fork') {
      // A computer restored from a backup: writes on what it knew, without its own last entry.
      const old = new Map(actor.known)
      const last = [...old.values()].reverse().find((entry) => entry.author === actor.device.id)
      if (last === undefined || last.type === 'genesis') continue
      old.delete(last.id)
      const made = openEpoch(model, reduceChain(model, forum.id, old.values()), actor.device, stamp)
      if (made.ok) keep(made.value)
    }
    const seed = invitation && seeds.get(invitation)
    if (what === 'admit' && invitation !== undefined && seed !== undefined) {
      if (!state.devices.has(actor.device.id) || state.members.size >= maxMembers) continue
      const joiner = createDevice(model)
      const { candidate } = converse(model, state, actor.device, invitation, seed, joiner)
      const made = admitMember(model, state, actor.device, { ...stamp, candidate })
      if (!made.ok) continue
      keep(made.value)
      computers.push({ device: joiner, known: new Map(actor.known) })
    }
  }
  const all = new Map(computers.flatMap(({ known }) => [...known]))
  return { forum: forum.id, entries: [...all.values()], computers }
}

describe('any history of several computers', () => {
  test('reduces to one state whatever order its entries come in, however often', async () => {
    const model = await fixedSodium(7)
    fc.assert(
      fc.property(
        fc.array(action, { minLength: 5, maxLength: 30 }),
        fc.infiniteStream(fc.nat()),
        (actions, numbers) => {
          const { forum, entries } = runModel(model, actions)
          const expected = summary(reduceChain(model, forum, entries))
          for (let round = 0; round < 3; round++) {
            const shuffled = [...entries, ...entries.slice(0, 5)]
              .map((entry) => ({ entry, at: numbers.next().value ?? 0 }))
              .sort((a, b) => a.at - b.at)
              .map(({ entry }) => entry)
            expect(summary(reduceChain(model, forum, shuffled))).toEqual(expected)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('keeps its promises: exact coverage, one use of an invitation, twelve at most, a payable debt', async () => {
    const model = await fixedSodium(8)
    fc.assert(
      fc.property(fc.array(action, { minLength: 10, maxLength: 40 }), (actions) => {
        const { forum, entries, computers } = runModel(model, actions)
        const state = reduceChain(model, forum, entries)
        expectPromises(model, forum, entries, state, computers)
      }),
      { numRuns: 60 },
    )
  })

  test('never changes what was authorised when more of it becomes known', async () => {
    const model = await fixedSodium(9)
    fc.assert(
      fc.property(fc.array(action, { minLength: 5, maxLength: 25 }), (actions) => {
        const { forum, entries, computers } = runModel(model, actions)
        const all = reduceChain(model, forum, entries)
        for (const { known } of computers) {
          const part = reduceChain(model, forum, known.values())
          for (const id of known.keys()) {
            expect(part.dag.entry(id) === undefined).toBe(all.dag.entry(id) === undefined)
          }
        }
      }),
      { numRuns: 40 },
    )
  })
})

function expectPromises(
  model: Sodium,
  forum: ForumId,
  entries: readonly Entry[],
  state: ForumState,
  computers: readonly Computer[],
): void {
  expect(state.members.size).toBeLessThanOrEqual(maxMembers)
  const admissions = entries.filter(
    ({ id, type }) => type === 'member.admit' && !state.refused.has(id),
  )
  const used = admissions.map(({ body }) => body.type === 'member.admit' && body.invitation)
  expect(new Set(used).size).toBe(used.length)
  for (const { admittedBy } of state.devices.values()) {
    expect(state.refused.has(admittedBy)).toBe(false)
  }
  const current = state.epochs.get(state.currentEpoch ?? ('' as EpochId))
  if (!state.rotationOwed) {
    expect([...(current?.devices ?? [])].sort()).toEqual([...state.devices.keys()].sort())
  }
  for (const device of current?.devices ?? []) expect(state.devices.has(device)).toBe(true)
  // Any active device that may write can pay what is owed, and then everyone can read.
  const payer = computers.find(
    ({ device }) => state.devices.has(device.id) && !state.suspended.has(device.id),
  )
  if (payer === undefined) return
  const paid = value(openEpoch(model, state, payer.device, stamp))
  const after = reduceChain(model, forum, [...entries, paid])
  expect(after.rotationOwed).toBe(false)
  const keys = computers
    .filter(({ device }) => after.devices.has(device.id))
    .map(({ device }) => value(acceptEpoch(model, after, paid.id, device)).epochKey.join())
  expect(new Set(keys).size).toBe(1)
}
