import * as Y from 'yjs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { splitSnapshot } from '#crypto'
import { encodeSnapshot } from '#renderer/data/forum/snapshotFormat.ts'
import type { EnvelopeId } from '#shared/ids.ts'
import { deviceOf, turnHostile } from './hostile.ts'
import { type Computer, pause, sodiumOnce, startWorld, until, value, type World } from './world.ts'

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

const emptyState = () => Y.encodeStateAsUpdateV2(new Y.Doc())

describe('A hostile member', () => {
  test.each([
    { what: 'an unknown format', format: 7, payload: new Uint8Array([1, 2, 3]) },
    { what: 'rubbish', format: 1, payload: new Uint8Array([9, 9, 9, 9]) },
  ])('cannot make anybody’s text vanish at the next start with $what', async (given) => {
    const ingrid = await world.found('Ingrid')
    const tomas = await world.letIn(ingrid, 'Tomás')
    park(ingrid, 'kept')
    await sees(tomas, 'kept')
    const { post } = await turnHostile(world, tomas)
    const { format, payload } = given
    await post({ kind: 'update', format, document: 'parking-lot', seq: 1, prev: null }, payload)
    park(tomas, 'after it')
    await sees(ingrid, 'after it')
    await pause(300)
    ingrid.kill()
    await ingrid.open()
    expect([...ingrid.topics()].sort()).toEqual(['after it', 'kept'])
    await ingrid.close()
    await ingrid.open()
    expect([...ingrid.topics()].sort()).toEqual(['after it', 'kept'])
  })

  test('cannot make a newcomer pass over what an honest member writes', async () => {
    const sodium = await sodiumOnce()
    const ingrid = await world.found('Ingrid')
    const mallory = await world.letIn(ingrid, 'Mallory')
    const tomas = await world.letIn(ingrid, 'Tomás')
    park(ingrid, 'first')
    await sees(mallory, 'first')
    await sees(tomas, 'first')
    const { post, heads, keys } = await turnHostile(world, mallory)
    const victim = await deviceOf(ingrid)
    const covers = (await heads('parking-lot'))
      .filter(({ log }) => log.device === victim)
      .map(({ log }) => ({
        device: log.device,
        incarnation: log.incarnation,
        seq: 1_000_000,
        id: 'cd'.repeat(32) as EnvelopeId, // 32 bytes
      }))
    expect(covers).toHaveLength(1)
    const whole = encodeSnapshot({ covers, state: emptyState() })
    const [part] = value(splitSnapshot(sodium, whole))
    if (part === undefined) throw new Error('A snapshot has a part')
    const document = `parking-lot@${keys.epochId}`
    await post({ kind: 'snapshot', format: 2, document, seq: 1, prev: null }, part)
    await pause(1_000)
    park(ingrid, 'second')
    await sees(tomas, 'second')
  })

  test('cannot spoil a newcomer’s document with a snapshot that Yjs does not take', async () => {
    const sodium = await sodiumOnce()
    const ingrid = await world.found('Ingrid')
    const mallory = await world.letIn(ingrid, 'Mallory')
    const tomas = await world.letIn(ingrid, 'Tomás')
    const { post, keys } = await turnHostile(world, mallory)
    const device = await deviceOf(mallory)
    const incarnation = 'ef'.repeat(16) as never // 16 bytes
    const id = 'cd'.repeat(32) as EnvelopeId // 32 bytes
    const covers = [{ device, incarnation, seq: 3, id }]
    const whole = encodeSnapshot({ covers, state: new Uint8Array([0, 1, 255, 255, 3]) })
    const [part] = value(splitSnapshot(sodium, whole))
    if (part === undefined) throw new Error('A snapshot has a part')
    const document = `parking-lot@${keys.epochId}`
    await post({ kind: 'snapshot', format: 2, document, seq: 1, prev: null }, part)
    await pause(1_000)
    park(ingrid, 'still here')
    await sees(tomas, 'still here')
    park(tomas, 'and writing')
    await sees(ingrid, 'and writing')
  })
})

describe('An invitation', () => {
  test('is not spoilt by a conversation that was left, not even at the next start', async () => {
    const ingrid = await world.found('Ingrid')
    const invitation = value(await ingrid.forum.invite(60 * 60 * 1000))
    await world.arrive(ingrid, 'Somebody', invitation)
    ingrid.kill()
    await ingrid.open()
    const { arrival } = value(ingrid.forum.welcome(invitation.id))
    const stages = new Set<string>()
    arrival.subscribe(() => stages.add(arrival.read().stage))
    await pause(1_500)
    expect([...stages]).toEqual([])
    const tomas = await world.letIn(ingrid, 'Tomás', invitation)
    expect(tomas.forum.members.read()).toHaveLength(2)
  })
})
