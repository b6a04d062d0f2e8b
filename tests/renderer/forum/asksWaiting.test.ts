import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDevice, createDeviceRecord, setPolicy } from '#crypto'
import { fail } from '#shared/result.ts'
import { asks, count, stands } from './asking.ts'
import { putOnDisk, secretsOf } from './offline.ts'
import { park, posted, sees, three } from './steps.ts'
import { type Computer, sodiumOnce, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

describe('In a forum that lets nobody in by one alone', () => {
  async function strict(...more: readonly string[]) {
    const sodium = await sodiumOnce()
    const { ingrid, tomas, priya } = await three(world)
    for (const name of more) await world.letIn(ingrid, name)
    await posted(ingrid)
    await ingrid.close()
    const secrets = await secretsOf(ingrid)
    await putOnDisk(ingrid, (state) => [
      value(
        setPolicy(sodium, state, secrets, {
          clock: Date.now(),
          suite: 1,
          admission: 'two',
          document: null,
        }),
      ),
    ])
    await ingrid.open()
    // The words take a while: by then all know.
    park(ingrid, 'strict')
    await sees(tomas, 'strict')
    return { ingrid, tomas, priya }
  }

  test('two let somebody in, once more than half know of it', async () => {
    const { ingrid, tomas, priya } = await strict()
    const arriving = await world.arrive(tomas, 'Dana')
    const { welcome, words } = arriving
    expect(await welcome.confirm(words.join(' '))).toMatchObject(fail('signatures-missing'))
    expect(welcome.arrival.read()).toMatchObject({ stage: 'second', name: 'Dana' })
    const asking = welcome.askSecond(priya.forum.me)
    await until('Priya is asked', () => priya.forum.asks.read().length === 1)
    const [ask] = priya.forum.asks.read()
    if (ask === undefined) throw new Error('She is asked')
    expect(ask.intent).toMatchObject({ type: 'admit', name: 'Dana' })
    value(await priya.forum.agree(ask.id))
    value(await asking)
    const dana = await arriving.enter()
    await sees(dana, 'before')
    await until('Ingrid knows', () => count(ingrid) === 4)
    expect(ingrid.forum.pending.read()).toEqual([])
  })

  test('a moderator objects to an admission by two that waits, and it ends', async () => {
    const { ingrid, tomas, priya } = await strict('Hal', 'Ada')
    const arriving = await world.arrive(tomas, 'Dana')
    await arriving.welcome.confirm(arriving.words.join(' '))
    const asking = arriving.welcome.askSecond(priya.forum.me)
    await until('Priya is asked', () => priya.forum.asks.read().length === 1)
    const [ask] = priya.forum.asks.read()
    if (ask === undefined) throw new Error('She is asked')
    value(await priya.forum.agree(ask.id))
    await until('Ingrid sees it wait', () => ingrid.forum.pending.read().length === 1)
    const [waiting] = ingrid.forum.pending.read()
    if (waiting === undefined) throw new Error('It waits')
    expect(waiting).toMatchObject({ kind: 'admission', mayObject: true, of: 5 })
    value(await ingrid.forum.object(waiting.entry))
    expect(await asking).toMatchObject(fail('act-objected'))
    expect(count(ingrid)).toBe(5)
  })
})

describe('Two members', () => {
  test('bring back a third with a new computer, once more than half know of it', async () => {
    const sodium = await sodiumOnce()
    const { ingrid, tomas, priya } = await three(world)
    const member = priya.forum.me
    await priya.close()
    const fresh = createDevice(sodium)
    const device = createDeviceRecord(sodium, tomas.forum.id, member, tomas.forum.device, fresh)
    const id = await asks(tomas, { type: 'return', member, device }, ingrid)
    value(await ingrid.forum.agree(id))
    await stands(tomas, id, 'done')
    const isBack = (computer: Computer) => () =>
      computer.forum.members.read().some(({ devices }) => devices.includes(fresh.id))
    await until('Tomás knows', isBack(tomas))
    await until('Ingrid knows', isBack(ingrid))
    await until('nothing is owed', () => !tomas.forum.sealing.read().owed)
    expect(tomas.forum.pending.read()).toEqual([])
  })
})
