import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { leaveForum } from '#crypto'
import { heldBy, putOnDisk, secretsOf } from './offline.ts'
import { park, sees, three } from './steps.ts'
import { sodiumOnce, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

describe('Writing while new keys are owed', () => {
  test('is held back again after a restart, and reaches the others only when they have the new keys', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const gone = await secretsOf(priya)
    priya.kill()
    ingrid.reach({ relay: false, mesh: false })
    await until('she is alone', () => ingrid.forum.status.read().connected.length === 0)
    park(ingrid, 'held back')
    await until('it is stored', () => ingrid.forum.status.read().waiting > 0)
    await ingrid.close()
    // She had heard that somebody left when the app closed, and nobody has made new keys yet.
    const sodium = await sodiumOnce()
    const state = await putOnDisk(ingrid, (before) => [
      value(leaveForum(sodium, before, gone, { clock: Date.now(), cutOffs: [] })),
    ])
    expect(state.rotationOwed).toBe(true)
    const keysBefore = heldBy(tomas).epochs.length
    const keysAtSight: number[] = []
    tomas.forum.parkingLot.subscribe(() => {
      if (tomas.topics().includes('held back')) keysAtSight.push(heldBy(tomas).epochs.length)
    })
    ingrid.reach({ relay: true, mesh: true })
    await ingrid.open()
    await sees(tomas, 'held back')
    expect(keysAtSight[0]).toBeGreaterThan(keysBefore)
  })
})
