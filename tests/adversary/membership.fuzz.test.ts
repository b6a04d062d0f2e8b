import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reduceChain } from '#crypto'
import type { Entry } from '#crypto'
import { settledIn } from '../../crypto/membership/settled.ts'
import { findForks } from '../../crypto/membership/forks.ts'
import { summary } from '../crypto/stateSummary.ts'
import { act, forged, kinds } from './model/actions.ts'
import type { Action } from './model/actions.ts'
import {
  expectModeratorOrPath,
  expectNoTwoRivalsSettled,
  expectPayable,
  expectSound,
} from './model/invariants.ts'
import { closureOf, judgedBothWays } from './model/whole.ts'
import { acknowledgeAs, publish, restart, startWorld } from './model/world.ts'
import type { Computer, World } from './model/world.ts'

/** How many forums are played through: a minute's worth, unless MEMBERSHIP_RUNS says otherwise. */
const runs = Number(process.env['MEMBERSHIP_RUNS'] ?? 40)
/** A failing run is printed with its seed: give it back as MEMBERSHIP_SEED to see it again. */
const seed = process.env['MEMBERSHIP_SEED']
/** For a busy machine, and for as many runs as one likes. */
const timeout = 300_000 + runs * 20_000
const parameters = {
  numRuns: runs,
  // A run takes half a second, and making one smaller takes hundreds: only for a seed that is given.
  ...(seed === undefined ? { endOnFailure: true } : { seed: Number(seed) }),
}

const action: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom(...kinds),
  who: fc.nat(40),
  whom: fc.nat(40),
})

/** One round: who is in which of eight rooms, what is done there, and what reaches whom. */
const round = fc.record({
  shuffle: fc.nat(1_000_000),
  actions: fc.array(action, { minLength: 8, maxLength: 16 }),
})

const play = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  members: fc.integer({ min: 2, max: 12 }),
  rounds: fc.array(round, { minLength: 8, maxLength: 9 }),
})

type Play = ReturnType<typeof play.generate>['value']

/** A small repeatable order: the same numbers in, the same order out. */
function shuffled<Item>(items: Iterable<Item>, by: number): Item[] {
  const list = [...items]
  let state = by | 1
  for (let at = list.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    const other = state % (at + 1)
    const [a, b] = [list[at], list[other]]
    if (a !== undefined && b !== undefined) [list[at], list[other]] = [b, a]
  }
  return list
}

/** Everything in a room reaches everybody there, some of it twice; to some rooms a part comes late. */
function deliver(room: readonly Computer[], by: number): void {
  const pool = new Map<Entry['id'], Entry>()
  for (const { known } of room) for (const [id, entry] of known) pool.set(id, entry)
  for (const [at, computer] of room.entries()) {
    const entries = shuffled(pool.values(), by + at)
    const late = (by + at) % 5 === 0 ? Math.floor(entries.length / 8) : 0
    for (const entry of [...entries.slice(late), ...entries.slice(-3)]) {
      computer.known.set(entry.id, entry)
    }
  }
}

function run({ seed: start, members, rounds }: Play): World {
  const world = startWorld(start, members)
  for (const { shuffle, actions } of rounds) {
    const rooms = Array.from({ length: 8 }, (): Computer[] => [])
    for (const [at, computer] of shuffled(world.computers, shuffle).entries()) {
      rooms[at % rooms.length]?.push(computer)
    }
    for (const [at, room] of rooms.entries()) {
      if (room.length === 0) continue
      deliver(room, shuffle + at)
      const mine = actions.filter((_, index) => index % rooms.length === at)
      for (const each of mine) act(world, room, each)
    }
    const restarted = world.computers[shuffle % world.computers.length]
    if (restarted !== undefined) restart(world, restarted)
  }
  return world
}

describe('a forum of many computers that seldom meet', { timeout }, () => {
  test('is sound in every state that anybody has, and comes to one state', () => {
    fc.assert(
      fc.property(play, (given) => {
        const world = run(given)
        const { sodium, forum, all, computers } = world
        const state = reduceChain(sodium, forum, all.values())
        expectSound(state)
        const again = shuffled([...all.values(), ...all.values()], given.seed)
        expect(summary(reduceChain(sodium, forum, again))).toEqual(summary(state))
        for (const { known } of computers.slice(0, 6)) {
          const part = world.stateOf(known)
          expectSound(part)
          for (const id of known.keys()) {
            if (part.refused.get(id) === 'entry-parent-unknown') continue
            expect(part.dag.entry(id) === undefined).toBe(state.dag.entry(id) === undefined)
          }
        }
      }),
      parameters,
    )
  })

  test('never settles two rivals, and settles more and more as more is known', () => {
    fc.assert(
      fc.property(play, (given) => {
        const world = run(given)
        const { sodium, forum, all } = world
        const state = reduceChain(sodium, forum, all.values())
        const closure = closureOf(world)
        const { entries } = closure
        expect(entries.length).toBeGreaterThan(0)
        const recent = new Set(entries.slice(-60))
        const settled = settledIn(closure, findForks(closure).from)
        expectNoTwoRivalsSettled(state, (a, b) => recent.has(a) && recent.has(b) && settled(a, b))
      }),
      { ...parameters, numRuns: Math.ceil(runs / 4) },
    )
  })

  test('can always pay what it owes, and then every active device reads', () => {
    fc.assert(
      fc.property(play, (given) => {
        const world = run(given)
        const { sodium, forum, all } = world
        expectModeratorOrPath(world, reduceChain(sodium, forum, all.values()))
        for (const scope of ['forum', 'moderators']) expectPayable(world, scope)
      }),
      { ...parameters, numRuns: Math.ceil(runs / 2) },
    )
  })

  test('is the same judged all at once as where what was decided is left as it was', () => {
    fc.assert(
      fc.property(play, (given) => {
        const { whole, inPieces } = judgedBothWays(run(given))
        expect(whole).toEqual(inPieces)
      }),
      { ...parameters, numRuns: Math.ceil(runs / 2) },
    )
  })

  test('is not changed by a removal that somebody who is gone has kept back', () => {
    fc.assert(
      fc.property(play, fc.nat(40), (given, which) => {
        const world = run(given)
        const { sodium, forum, all, computers } = world
        const settledState = meetTwice(world)
        if (settledState === null) return
        const gone = computers.filter(({ device }) => !settledState.devices.has(device.id))
        const late: Entry[] = []
        for (const computer of gone) {
          const own = settledState.dag.entriesOf(computer.device.id).at(-1)
          if (own === undefined) continue
          const old = settledState.dag.viewAt([own.id])
          const targets = [...(old?.members.keys() ?? [])].sort()
          const member = targets[which % Math.max(1, targets.length)]
          if (member === undefined) continue
          const body = { type: 'member.remove' as const, member, cutOffs: [] }
          const entry = forged(world, settledState, computer, body, [own.id])
          if (entry !== null) late.push(entry)
        }
        const after = reduceChain(sodium, forum, [...all.values(), ...late])
        expect([...after.members.keys()].sort()).toEqual([...settledState.members.keys()].sort())
        expect([...after.devices.keys()].sort()).toEqual([...settledState.devices.keys()].sort())
        expect(after.currentEpoch).toBe(settledState.currentEpoch)
      }),
      { ...parameters, numRuns: Math.ceil(runs / 2) },
    )
  })
})

/** Everybody hears everything, somebody pays, and everybody writes: all that stands is settled. */
function meetTwice(world: World) {
  const { sodium, forum, all, computers } = world
  for (let time = 0; time < 2; time++) {
    expectPayable(world, 'forum')
    const state = reduceChain(sodium, forum, all.values())
    if (state.rotationOwed) return null
    for (const computer of computers) {
      if (!state.devices.has(computer.device.id) || state.suspended.has(computer.device.id))
        continue
      for (const [id, entry] of all) computer.known.set(id, entry)
      const entry = acknowledgeAs(world, state, computer, 'forum')
      if (entry?.ok === true) publish(world, computer, entry.value)
    }
  }
  return reduceChain(sodium, forum, all.values())
}
