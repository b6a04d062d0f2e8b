import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { allHave, park, posted, remove, sees, sorted, three } from './steps.ts'
import { pause, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

describe('What a removed member wrote at the same time', () => {
  /** Zoe and Tomás meet each other alone, and do not know that Ingrid removes him. */
  async function apart() {
    const { ingrid, tomas, priya } = await three(world)
    const zoe = await world.letIn(ingrid, 'Zoe')
    await sees(zoe, 'before')
    await posted(ingrid, tomas, priya, zoe)
    for (const each of [ingrid, priya]) each.reach({ mesh: false })
    for (const each of [tomas, zoe]) each.reach({ relay: false })
    const isAlone = (each: typeof zoe) => each.forum.status.read().connected.length === 1
    await until('they are linked to each other alone', () => [tomas, zoe].every(isAlone))
    await remove(ingrid, tomas.forum.me)
    await until('Priya knows', () => priya.forum.members.read().length === 3)
    return { ingrid, tomas, priya, zoe }
  }

  test('goes, on all computers alike, when nobody built on it', async () => {
    const { ingrid, tomas, priya, zoe } = await apart()
    park(tomas, 'late')
    await sees(zoe, 'late')
    // Her computer keeps the text as it is now, to open quickly.
    await zoe.close()
    zoe.reach({ mesh: false })
    await zoe.open()
    expect(sorted(zoe)).toEqual(['before', 'late'])
    const told: string[] = []
    zoe.forum.parkingLot.subscribe(() => told.push(sorted(zoe).join()))
    zoe.reach({ relay: true })
    await allHave([ingrid, priya, zoe], ['before'])
    expect(told).toEqual(['before'])
    park(zoe, 'goes on')
    expect(told).toHaveLength(2)
    await allHave([ingrid, priya, zoe], ['before', 'goes on'])
    await zoe.close()
    await zoe.open()
    await allHave([ingrid, priya, zoe], ['before', 'goes on'])
  })

  test('stays, on all computers alike, as far as somebody built on it before they knew', async () => {
    const { ingrid, tomas, priya, zoe } = await apart()
    park(tomas, 'late')
    park(tomas, 'later')
    await sees(zoe, 'later')
    park(zoe, 'on top')
    await sees(tomas, 'on top')
    park(tomas, 'too late')
    await sees(zoe, 'too late')
    const told: string[] = []
    zoe.forum.parkingLot.subscribe(() => told.push(sorted(zoe).join()))
    zoe.reach({ relay: true, mesh: false })
    const stays = ['before', 'late', 'later', 'on top']
    await allHave([ingrid, priya, zoe], stays)
    expect(told.at(-1)).toBe([...stays].sort().join())
    for (const each of [ingrid, zoe]) {
      each.kill()
      await each.open()
    }
    park(zoe, 'goes on')
    await allHave([ingrid, priya, zoe], [...stays, 'goes on'])
    const wren = await world.letIn(ingrid, 'Wren')
    await allHave([ingrid, priya, zoe, wren], [...stays, 'goes on'])
  })

  test('stays when somebody types into it in the moment in which they are told', async () => {
    const { ingrid, tomas, priya, zoe } = await apart()
    park(tomas, 'late')
    await sees(zoe, 'late')
    const { parkingLot, members } = zoe.forum
    const late = parkingLot.read().topics.find(({ title }) => title === 'late')
    if (late === undefined) throw new Error('She sees it')
    const stop = members.subscribe(() => {
      if (members.read().length === 4) return
      stop()
      value(parkingLot.setTopicTitle(late.id, 'late, and more'))
    })
    zoe.reach({ relay: true, mesh: false })
    await until('she knows', () => members.read().length === 3)
    park(zoe, 'goes on')
    await allHave([ingrid, priya, zoe], ['before', 'late, and more', 'goes on'])
    await zoe.close()
    await zoe.open()
    park(zoe, 'and on')
    await allHave([ingrid, priya, zoe], ['before', 'late, and more', 'goes on', 'and on'])
  })

  test('never takes with it what somebody types while it goes', async () => {
    const { ingrid, tomas, priya, zoe } = await apart()
    park(tomas, 'late')
    await sees(zoe, 'late')
    const typed: string[] = []
    const timer = setInterval(() => {
      typed.push(`typed ${typed.length}`)
      park(zoe, typed.at(-1) ?? '')
    }, 15)
    await pause(100)
    park(tomas, 'too late')
    zoe.reach({ relay: true, mesh: false })
    await until('she knows', () => zoe.forum.members.read().length === 3)
    await pause(500)
    clearInterval(timer)
    await until('they have it', () => typed.every((title) => ingrid.topics().includes(title)))
    await sees(ingrid, 'late')
    await sees(priya, 'late')
    await pause(1_000)
    await allHave([ingrid, priya, zoe], sorted(ingrid))
  })

  test('ends the same through kills at any moment', async () => {
    const { ingrid, tomas, priya, zoe } = await apart()
    for (let count = 0; count < 5; count++) park(tomas, `late ${count}`)
    await sees(zoe, 'late 4')
    park(zoe, 'on top')
    await sees(tomas, 'on top')
    for (let count = 0; count < 5; count++) park(tomas, `too late ${count}`)
    await sees(zoe, 'too late 4')
    await pause(1_000)
    zoe.reach({ relay: true, mesh: false })
    for (let round = 0; round < 8; round++) {
      await pause(Math.random() * 200)
      const one = [ingrid, priya, zoe][round % 3] ?? zoe
      one.kill()
      await one.open()
    }
    const late = [0, 1, 2, 3, 4].map((count) => `late ${count}`)
    await allHave([ingrid, priya, zoe], ['before', 'on top', ...late])
  })
})
