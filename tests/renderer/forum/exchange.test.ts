import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { failDisk } from './edge.ts'
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

describe('Two members', () => {
  test('exchange over the relay alone', async () => {
    const ingrid = await world.found('Ingrid')
    ingrid.reach({ mesh: false })
    park(ingrid, 'before')
    const tomas = await world.letIn(ingrid, 'Tomás')
    await sees(tomas, 'before')
    park(tomas, 'after')
    await sees(ingrid, 'after')
    expect(ingrid.forum.members.read()).toHaveLength(2)
  })

  test('exchange over a direct link while the relay is away', async () => {
    const ingrid = await world.found('Ingrid')
    const tomas = await world.letIn(ingrid, 'Tomás')
    await until('they are linked', () => ingrid.forum.status.read().connected.length === 1)
    for (const each of [ingrid, tomas]) each.reach({ relay: false })
    park(ingrid, 'one')
    park(tomas, 'two')
    await sees(tomas, 'one')
    await sees(ingrid, 'two')
  })

  test('lose nothing that came while the disk refused', async () => {
    const ingrid = await world.found('Ingrid')
    ingrid.reach({ mesh: false })
    const tomas = await world.letIn(ingrid, 'Tomás')
    park(ingrid, 'first')
    await sees(tomas, 'first')
    const database = tomas.vault.forum?.database.name ?? ''
    failDisk(database, true)
    park(ingrid, 'second')
    await until('the disk is said to refuse', () => tomas.forum.status.read().problem !== null)
    park(ingrid, 'third')
    await pause(300)
    failDisk(database, false)
    await sees(tomas, 'second')
    await sees(tomas, 'third')
    expect(tomas.forum.status.read().problem).toBeNull()
  })

  test('keep what is written while the forum closes', async () => {
    const ingrid = await world.found('Ingrid')
    for (let count = 0; count < 20; count++) park(ingrid, `quick ${count}`)
    const closing = ingrid.close()
    await Promise.resolve()
    park(ingrid, 'at the last moment')
    await closing
    await ingrid.open()
    expect(ingrid.topics()).toHaveLength(21)
  })

  test('keep everything through kills at any moment', async () => {
    const ingrid = await world.found('Ingrid')
    const tomas = await world.letIn(ingrid, 'Tomás')
    for (let round = 0; round < 6; round++) {
      park(ingrid, `host ${round}`)
      await pause(Math.random() * 150)
      tomas.kill()
      await tomas.open()
      park(tomas, `guest ${round}`)
      await until('it is on disk', () => tomas.forum.status.read().waiting === 0)
    }
    for (let round = 0; round < 6; round++) {
      await sees(tomas, `host ${round}`)
      await sees(ingrid, `guest ${round}`)
    }
  })

  test('give a relay that lost everything its own again', async () => {
    const ingrid = await world.found('Ingrid')
    const tomas = await world.letIn(ingrid, 'Tomás')
    await until('all is posted', () => ingrid.forum.status.read().waiting === 0)
    for (const each of [ingrid, tomas]) each.reach({ mesh: false })
    tomas.reach({ relay: false })
    park(ingrid, 'kept by the relay')
    await until('the relay has it', () => ingrid.forum.status.read().waiting === 0)
    await world.loseRelay()
    tomas.reach({ relay: true })
    await sees(tomas, 'kept by the relay')
  })
})
