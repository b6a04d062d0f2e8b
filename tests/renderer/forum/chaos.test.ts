import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Computer, pause, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Member {
  readonly computer: Computer
  isOpen: boolean
  /** Titles written in this run that may not be on disk yet. */
  fresh: { readonly title: string; readonly at: number }[]
}

/** On disk after so long, unless the machine stands still. */
const settled = 1_500
const most = 6

const seeds = (process.env['CHAOS_SEEDS'] ?? '11,12').split(',').map(Number)

describe('Whatever happens', () => {
  test.each(seeds)(
    'everybody has the same text in the end, and nothing is lost (seed %i)',
    async (seed) => {
      const random = numbers(seed)
      const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)]
      const members: Member[] = []
      const lasting: string[] = []
      const add = (computer: Computer) => members.push({ computer, isOpen: true, fresh: [] })
      let written = 0

      function write(member: Member): void {
        const title = `${member.computer.name} ${written++}`
        value(member.computer.forum.parkingLot.addTopic({ title }))
        member.fresh.push({ title, at: performance.now() })
      }
      function settle(member: Member, before: number): void {
        lasting.push(...member.fresh.filter(({ at }) => at < before).map(({ title }) => title))
        member.fresh = member.fresh.filter(({ at }) => at >= before)
      }
      async function admit(host: Member): Promise<void> {
        host.computer.reach({ relay: true })
        const name = `Member${members.length}`
        add(await world.letIn(host.computer, name))
      }

      add(await world.found('Member0'))
      for (let step = 0; step < 60; step++) {
        const open = members.filter(({ isOpen }) => isOpen)
        const someone = pick(open)
        const act = random()
        if (someone === undefined || act < 0.5) {
          for (const each of open) if (random() < 0.6) write(each)
        } else if (act < 0.62) {
          someone.computer.reach({ relay: random() < 0.6, mesh: random() < 0.5 })
        } else if (act < 0.72 && open.length > 1) {
          settle(someone, performance.now() - settled)
          someone.fresh = []
          someone.computer.kill()
          someone.isOpen = false
        } else if (act < 0.76 && open.length > 1) {
          await someone.computer.close()
          settle(someone, Infinity)
          someone.isOpen = false
        } else if (act < 0.88) {
          const closed = pick(members.filter(({ isOpen }) => !isOpen))
          if (closed !== undefined) {
            await closed.computer.open()
            closed.isOpen = true
          }
        } else if (members.length < most) {
          const second = pick(open.filter((each) => each !== someone))
          const both = random() < 0.4 && second !== undefined && members.length + 1 < most
          await Promise.all([admit(someone), both ? admit(second) : null])
        }
        await pause(random() * 120)
      }
      for (const each of members) {
        each.computer.reach({ relay: true, mesh: random() < 0.5 })
        if (!each.isOpen) await each.computer.open()
        settle(each, Infinity)
      }
      const topics = () => members.map(({ computer }) => [...computer.topics()].sort().join('\n'))
      await until(
        'everybody has the same',
        () => {
          const [first = '', ...rest] = topics()
          const has = new Set(first.split('\n'))
          return rest.every((one) => one === first) && lasting.every((title) => has.has(title))
        },
        90_000,
      ).catch(() => {
        const all = new Set(topics().flatMap((one) => one.split('\n')))
        for (const title of lasting) all.add(title)
        const lacking = members.map(
          ({ computer }) =>
            `${computer.name} (${computer.forum.members.read().length} members): ${[...all].filter((title) => !computer.topics().includes(title)).join(', ')}`,
        )
        throw new Error(`Seed ${seed}. Lacking:\n${lacking.join('\n')}`)
      })
      expect(members.map(({ computer }) => computer.forum.members.read().length)).toEqual(
        members.map(() => members.length),
      )
    },
    300_000,
  )
})
