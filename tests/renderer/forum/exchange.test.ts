import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

describe('Two members', () => {
  test('exchange topics over the relay alone', async () => {
    const ingrid = await world.found('Ingrid')
    ingrid.reach({ mesh: false })
    value(ingrid.forum.parkingLot.addTopic({ title: 'before' }))
    const tomas = await world.letIn(ingrid, 'Tomás')
    await until('the newcomer reads what was there', () => tomas.topics().includes('before'))
    value(tomas.forum.parkingLot.addTopic({ title: 'after' }))
    await until('the host reads on', () => ingrid.topics().includes('after'))
    expect(ingrid.forum.members.read()).toHaveLength(2)
  })
})
