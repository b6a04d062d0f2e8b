import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  deriveEpochKeys,
  type ForumState,
  mailboxKeys,
  mailboxName,
  openEpoch,
  sealWaybill,
  waybillBytes,
  waybillMailbox,
} from '#crypto'
import { connectRelay } from '#renderer/data/relay/index.ts'
import { type EpochId, toHex } from '#shared/ids.ts'
import { createLine } from './edge.ts'
import { chainOf, heldBy, putOnDisk, secretsOf } from './offline.ts'
import { type Computer, pause, sodiumOnce, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

async function sealed(computer: Computer): Promise<ForumState> {
  for (let tries = 0; tries < 300; tries++) {
    const state = await chainOf(computer)
    const known = state.currentEpoch && state.acknowledged.get(state.currentEpoch)
    if (known && [...state.devices.keys()].every((device) => known.has(device))) return state
    await pause(100)
  }
  throw new Error('Not all hold the keys')
}

/** The mailboxes of all epochs that a computer holds. */
async function mailboxesOf(computer: Computer): Promise<readonly string[]> {
  const sodium = await sodiumOnce()
  const { forum, epochs } = heldBy(computer)
  return epochs.map(({ scope, epochId, key }) => {
    const keys = deriveEpochKeys(sodium, { forum, scope, epochId, epochKey: key })
    return toHex(mailboxName(sodium, mailboxKeys(sodium, keys).publicKey))
  })
}

/** New keys, made by this computer, which then has the forum open. */
async function rotate(computer: Computer): Promise<void> {
  const sodium = await sodiumOnce()
  const author = await secretsOf(computer)
  await computer.close()
  await putOnDisk(computer, (state) => [
    value(openEpoch(sodium, state, author, { clock: Date.now() })),
  ])
  await computer.open()
}

/** What lies in the own mailbox of a computer, as everybody finds it who knows the chain. */
async function ownMailbox(computer: Computer, state: ForumState) {
  const sodium = await sodiumOnce()
  const { id } = await secretsOf(computer)
  const device = state.devices.get(id)
  const published = device?.mailbox
  if (device === undefined || !published) throw new Error('The device has acknowledged something')
  const relay = connectRelay({ url: world.urlOf(createLine()), sodium })
  const found: Uint8Array[] = []
  const mailbox = relay.openMailbox(waybillMailbox(sodium, published), {
    from: 0,
    onBlob: (_cursor, bytes) => void found.push(bytes),
  })
  return { device, found, mailbox, end: () => relay.close() }
}

describe('A computer that slept through three new keys', () => {
  test('and whose old mailboxes are lost finds its way back by its waybill', async () => {
    const ingrid = await world.found('Ingrid')
    const tomas = await world.letIn(ingrid, 'Tomás')
    const away = await world.letIn(ingrid, 'Away')
    for (const each of [ingrid, tomas, away]) await sealed(each)
    await away.close()
    away.reach({ mesh: false })
    away.lose(await mailboxesOf(away))
    const state = await chainOf(ingrid)
    const seen = await ownMailbox(away, state)
    for (const [at, opener] of [ingrid, ingrid, tomas].entries()) {
      await rotate(opener)
      await until(`waybill ${at + 1} lies there`, () => seen.found.length === at + 1)
    }
    // Whatever is missing, they all look alike.
    expect(seen.found.map(({ length }) => length)).toEqual(Array(3).fill(waybillBytes))
    seen.end()
    value(tomas.forum.parkingLot.addTopic({ title: 'while you slept' }))
    await away.open()
    await until('Away is there again', () => away.topics().includes('while you slept'))
    value(away.forum.parkingLot.addTopic({ title: 'good morning' }))
    await until('the others hear', () => ingrid.topics().includes('good morning'))
    await sealed(ingrid)
  })

  test('is not led astray by what a former member leaves in its mailbox', async () => {
    const sodium = await sodiumOnce()
    const ingrid = await world.found('Ingrid')
    const away = await world.letIn(ingrid, 'Away')
    for (const each of [ingrid, away]) await sealed(each)
    await away.close()
    away.reach({ mesh: false })
    away.lose(await mailboxesOf(away))
    const state = await chainOf(ingrid)
    const { device, mailbox, found, end } = await ownMailbox(away, state)
    const astray = {
      epoch: 'ab'.repeat(32) as EpochId, // 32 bytes
      bundle: sodium.random(32),
      parts: 200,
    }
    value(await mailbox.append(sodium.random(waybillBytes)))
    value(await mailbox.append(sodium.random(20)))
    value(await mailbox.append(sealWaybill(sodium, state.forum, device, astray)))
    await rotate(ingrid)
    await until('the true one lies there', () => found.length > 0)
    end()
    value(ingrid.forum.parkingLot.addTopic({ title: 'this way' }))
    await away.open()
    await until('Away finds the way', () => away.topics().includes('this way'))
  })

  test('has its waybill again after the relay lost everything', async () => {
    const ingrid = await world.found('Ingrid')
    const away = await world.letIn(ingrid, 'Away')
    for (const each of [ingrid, away]) await sealed(each)
    await away.close()
    away.reach({ mesh: false })
    away.lose(await mailboxesOf(away))
    const state = await chainOf(ingrid)
    const first = await ownMailbox(away, state)
    await rotate(ingrid)
    await until('a waybill lies there', () => first.found.length === 1)
    first.end()
    await world.loseRelay()
    const second = await ownMailbox(away, state)
    await until('it lies there again', () => second.found.length === 1)
    second.end()
  })
})
