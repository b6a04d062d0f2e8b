import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Computer, pause, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

function park(computer: Computer, title: string): void {
  value(computer.forum.parkingLot.addTopic({ title }))
}

function sees(computer: Computer, title: string): Promise<void> {
  return until(`${computer.name} sees ${title}`, () => computer.topics().includes(title))
}

async function agree(computers: readonly Computer[], count: number): Promise<void> {
  for (const computer of computers)
    await until(
      `${computer.name} has all ${count} topics, not ${computer.topics().length}`,
      () => computer.topics().length === count,
    )
  const all = computers.map((computer) => [...computer.topics()].sort().join('\n'))
  expect(new Set(all).size).toBe(1)
}

/** Writes topics one after the other until told to stop; answers how many. */
function keepWriting(computer: Computer, every = 7): () => number {
  let count = 0
  const timer = setInterval(() => park(computer, `${computer.name} ${count++}`), every)
  return () => {
    clearInterval(timer)
    return count
  }
}

describe('An admission', () => {
  test('while the host types hides nothing from the newcomer, then or later', async () => {
    const ingrid = await world.found('Ingrid')
    const arriving = await world.arrive(ingrid, 'Tomás')
    const stop = keepWriting(ingrid)
    await pause(100)
    value(await arriving.welcome.confirm(arriving.words.join(' ')))
    const tomas = await arriving.enter()
    await pause(300)
    const count = stop()
    park(ingrid, 'once more')
    await agree([ingrid, tomas], count + 1)
  })

  test.each([{ mesh: true }, { mesh: false }])(
    'while others type hides nothing from anybody ($mesh)',
    async ({ mesh }) => {
      const ingrid = await world.found('Ingrid')
      const priya = await world.letIn(ingrid, 'Priya')
      const away = await world.letIn(ingrid, 'Away')
      for (const each of [ingrid, priya]) each.reach({ mesh })
      away.reach({ mesh: false, relay: false })
      const arriving = await world.arrive(ingrid, 'Tomás')
      const stops = [keepWriting(priya), keepWriting(ingrid, 11)]
      await pause(200)
      value(await arriving.welcome.confirm(arriving.words.join(' ')))
      const tomas = await arriving.enter()
      tomas.reach({ mesh })
      await pause(300)
      const count = stops.reduce((sum, stop) => sum + stop(), 0)
      away.reach({ relay: true })
      await agree([ingrid, priya, tomas, away], count)
    },
  )

  test('by two members at once ends in one forum', async () => {
    const ingrid = await world.found('Ingrid')
    const priya = await world.letIn(ingrid, 'Priya')
    for (const each of [ingrid, priya]) each.reach({ mesh: false })
    const atIngrid = await world.arrive(ingrid, 'Tomás')
    const atPriya = await world.arrive(priya, 'Wren')
    const confirmed = await Promise.all([
      atIngrid.welcome.confirm(atIngrid.words.join(' ')),
      atPriya.welcome.confirm(atPriya.words.join(' ')),
    ])
    confirmed.map(value)
    const tomas = await atIngrid.enter()
    const wren = await atPriya.enter()
    for (const each of [tomas, wren]) each.reach({ mesh: false })
    const all = [ingrid, priya, tomas, wren]
    for (const each of all) park(each, `by ${each.name}`)
    await agree(all, 4)
    for (const each of all) expect(each.forum.members.read()).toHaveLength(4)
    for (const each of all) park(each, `again by ${each.name}`)
    await agree(all, 8)
  })

  test('reaches a member whom only the relay reaches, although the invitation never left the host', async () => {
    const ingrid = await world.found('Ingrid')
    const priya = await world.letIn(ingrid, 'Priya')
    await until('all is posted', () => priya.forum.status.read().waiting === 0)
    for (const each of [ingrid, priya]) each.reach({ mesh: false })
    ingrid.reach({ relay: false })
    const invitation = value(await ingrid.forum.invite(60 * 60 * 1000))
    await ingrid.close()
    ingrid.reach({ relay: true })
    await ingrid.open()
    const tomas = await world.letIn(ingrid, 'Tomás', invitation)
    park(tomas, 'hello')
    await sees(priya, 'hello')
    expect(priya.forum.members.read()).toHaveLength(3)
  })

  test('shows the newcomer what somebody wrote offline before it, although they close at once', async () => {
    const ingrid = await world.found('Ingrid')
    const priya = await world.letIn(ingrid, 'Priya')
    await until('all is posted', () => priya.forum.status.read().waiting === 0)
    for (const each of [ingrid, priya]) each.reach({ mesh: false })
    priya.reach({ relay: false })
    const tomas = await world.letIn(ingrid, 'Tomás')
    tomas.reach({ mesh: false })
    park(priya, 'written on the train')
    await pause(200)
    priya.reach({ relay: true })
    await until('she is in the new room', () => priya.forum.members.read().length === 3)
    await until('all is posted', () => priya.forum.status.read().waiting === 0)
    priya.kill()
    await sees(ingrid, 'written on the train')
    await priya.open()
    await sees(tomas, 'written on the train')
  })

  test('survives kills of the newcomer at any moment', async () => {
    const ingrid = await world.found('Ingrid')
    for (let count = 0; count < 30; count++) park(ingrid, `old ${count}`)
    const tomas = await world.letIn(ingrid, 'Tomás')
    for (let round = 0; round < 12; round++) {
      tomas.kill()
      await tomas.open()
      await pause(Math.random() * 80)
      park(ingrid, `new ${round}`)
    }
    await agree([ingrid, tomas], 42)
  })

  test('makes no fork of the chain when two invitations are made at once', async () => {
    const ingrid = await world.found('Ingrid')
    const made = await Promise.all([ingrid.forum.invite(60_000), ingrid.forum.invite(60_000)])
    made.map(value)
    const tomas = await world.letIn(ingrid, 'Tomás')
    expect(tomas.forum.members.read()).toHaveLength(2)
  })
})
