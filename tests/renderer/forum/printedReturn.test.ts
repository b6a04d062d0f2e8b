import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRecoveryKey, type RecoveryKit, recoveryKeys } from '#crypto'
import { allHave, chainOf, park, posted, sees, three } from './steps.ts'
import { type Computer, pause, sodiumOnce, startWorld, until, value, type World } from './world.ts'

const sodium = await sodiumOnce()

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

/** Prints a key and tells the forum; answers the sheet. */
async function print(computer: Computer): Promise<RecoveryKit> {
  const recoveryKey = createRecoveryKey(sodium)
  value(await computer.forum.printedKey.tell(recoveryKeys(sodium, recoveryKey).signing.publicKey))
  return { recoveryKey, forum: computer.forum.id, relay: 'ws://127.0.0.1:4455' }
}

const devicesOf = (seenBy: Computer, whose: Computer) =>
  seenBy.forum.members.read().find(({ id }) => id === whose.vault.forum?.member)?.devices ?? []

describe('Coming back by the printed sheet', () => {
  test('is let in by any one member, with the founder’s computer off and the own one gone', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const sheet = await print(tomas)
    // What names the chain as it is now is seen by those who know it.
    park(tomas, 'his own')
    await sees(priya, 'his own')
    await posted(tomas)
    ingrid.kill()
    tomas.kill()
    const back = await world.comeBack('Tomás again', sheet).enter()
    expect(back.forum.me).toBe(tomas.vault.forum?.member)
    await allHave([priya, back], ['before', 'his own'])
    park(back, 'from the new one')
    await sees(priya, 'from the new one')
    await until('two computers', () => devicesOf(priya, tomas).length === 2)
    await ingrid.open()
    await sees(ingrid, 'from the new one')
    expect(ingrid.forum.people.read().names.get(back.forum.me)).toBe('Tomás')
  })
})
