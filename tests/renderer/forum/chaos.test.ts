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
        45_000,
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

import { openSealedLog } from '#renderer/data/log/index.ts'
import { decodeDevice, decodeEntry, reduceChain } from '#crypto'
import { sodiumOnce } from './world.ts'
async function dump(computers: readonly Computer[]) {
  const sodium = await sodiumOnce()
  const names = new Map<string, string>()
  for (const [i, c] of computers.entries()) names.set(value(decodeDevice(sodium, c.vault.forum!.device)).id, `M${i}`)
  for (const [i, c] of computers.entries()) {
    const held = c.vault.forum!
    const log = value(await openSealedLog({ name: held.database.name, rowKey: held.database.rowKey, sodium, expect: 'existing' }))
    const entries = value(await log.allEntries()).map(({ bytes }) => value(decodeEntry(sodium, bytes)))
    const st = reduceChain(sodium, held.forum, entries)
    const q = value(await log.quarantined())
    console.log(`=== M${i} ${c.name} epochs held`, held.epochs.map((e) => e.epochId.slice(0, 4)).join(' '), 'chain', [...st.epochs.values()].map((e) => `${e.id.slice(0, 4)}@${e.lamport}by${names.get(e.opener)}{${[...e.devices].map((d) => names.get(d)).join('')}}`).join(' '), 'current', st.currentEpoch?.slice(0, 4), 'owed', st.rotationOwed, 'quarantined', q.length, JSON.stringify(c.forum.status.read().problem), 'waiting', c.forum.status.read().waiting)
    for (const h of log.heads('forum')) if (h.log.document.startsWith('parking')) {
      const eps: string[] = []
      for await (const s of log.document('forum', h.log.document)) if (s.log.device === h.log.device && s.log.incarnation === h.log.incarnation) { const last = eps.at(-1); const e = s.epochId.slice(0, 4); if (!last?.startsWith(e)) eps.push(`${e}:${s.seq}`) }
      console.log('   ', h.log.document.replace(/@(....).*/, '@$1'), names.get(h.log.device), h.log.incarnation.slice(0, 4), h.seq, eps.join(' '))
    }
    await log.close()
  }
}
