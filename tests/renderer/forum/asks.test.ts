import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ask, AskId, Intent } from '#renderer/data/forum/index.ts'
import { fail } from '#shared/result.ts'
import { allHave, park, posted, three } from './steps.ts'
import { type Computer, pause, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

const askOf = (computer: Computer, id: AskId): Ask | undefined =>
  computer.forum.asks.read().find((each) => each.id === id)

async function asks(by: Computer, intent: Intent, to: Computer): Promise<AskId> {
  const id = value(await by.forum.ask(intent, to.forum.me))
  await isAsked(to, id)
  return id
}

const isAsked = (computer: Computer, id: AskId) =>
  until(`${computer.name} is asked`, () => askOf(computer, id)?.standing === 'asked')

const isDone = (computer: Computer, id: AskId) =>
  until(`what ${computer.name} asked is done`, () => askOf(computer, id)?.standing === 'done')

const count = (computer: Computer) => computer.forum.members.read().length

describe('Two members', () => {
  test('remove a moderator, and the keys change in the same step', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const id = await asks(tomas, { type: 'remove', member: ingrid.forum.me }, priya)
    expect(count(tomas)).toBe(3)
    value(await priya.forum.agree(id))
    await isDone(tomas, id)
    await until('she is told', () => ingrid.forum.ended.read() === 'removed')
    await until('Priya knows', () => count(priya) === 2 && askOf(priya, id) === undefined)
    await until('nothing is owed', () => !tomas.forum.sealing.read().owed)
    park(tomas, 'after')
    await allHave([tomas, priya], ['before', 'after'])
    expect(ingrid.topics()).toEqual(['before'])
  })
})
