import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  acceptEpoch,
  createInvite,
  type DeviceSecrets,
  type EntryBody,
  type ForumState,
  type KeyPair,
  openEpoch,
  type Sodium,
} from '#crypto'
import { sealingPairs } from '#renderer/data/forum/keys/sealingKeys.ts'
import type { HeldForum } from '#renderer/data/profile/index.ts'
import { type DeviceId, type EpochId, toHex } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import { forge } from '../../crypto/forgery.ts'
import { deviceOf } from './hostile.ts'
import { chainOf, heldBy, putOnDisk, secretsOf } from './offline.ts'
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

/** Waits for something to be true of the chain on a computer's disk. */
async function untilChain(
  what: string,
  computer: Computer,
  holds: (state: ForumState) => boolean,
): Promise<ForumState> {
  for (let tries = 0; tries < 300; tries++) {
    const state = await chainOf(computer)
    if (holds(state)) return state
    await pause(100)
  }
  throw new Error(`It never came to this: ${what}`)
}

const current = (state: ForumState): EpochId => {
  if (state.currentEpoch === null) throw new Error('A forum has keys')
  return state.currentEpoch
}

function isSealed(state: ForumState): boolean {
  const known = state.acknowledged.get(current(state))
  return !state.rotationOwed && [...state.devices.keys()].every((device) => known?.has(device))
}

const sealed = (computer: Computer) => untilChain('all hold the keys', computer, isSealed)

function acksOf(state: ForumState, device: DeviceId) {
  return state.dag
    .entriesOf(device)
    .flatMap(({ body }) => (body.type === 'epoch.ack' ? [body] : []))
}

function hasEpoch(computer: Computer, id: string): boolean {
  return heldBy(computer).epochs.some(({ epochId }) => epochId === id)
}

describe('An acknowledgement', () => {
  test('comes from every computer, once for each epoch, also after restarts', async () => {
    const ingrid = await world.found('Ingrid')
    const tomas = await world.letIn(ingrid, 'Tomás')
    await sealed(ingrid)
    ingrid.kill()
    await ingrid.open()
    await tomas.close()
    await tomas.open()
    await world.letIn(ingrid, 'Priya')
    await sealed(tomas)
    const state = await sealed(ingrid)
    expect(state.suspended.size).toBe(0)
    for (const device of state.devices.keys()) {
      const epochs = acksOf(state, device).map(({ epoch }) => epoch)
      expect(new Set(epochs).size).toBe(epochs.length)
    }
  })

  test('half-made when the app died is finished with the same keys, and makes no fork', async () => {
    const sodium = await sodiumOnce()
    const ingrid = await world.found('Ingrid')
    const tomas = await world.letIn(ingrid, 'Tomás')
    await sealed(ingrid)
    await sealed(tomas)
    const device = await deviceOf(tomas)
    const keysOf = (held: HeldForum | null) =>
      held === null ? [] : sealingPairs(sodium, held).map(({ publicKey }) => toHex(publicKey))
    const before = keysOf(heldBy(tomas))
    let fresh: string | undefined
    tomas.dieOnce(({ forum }) => {
      fresh = keysOf(forum).find((key) => !before.includes(key))
      return fresh !== undefined
    })
    await world.letIn(ingrid, 'Priya')
    await until('a key for the acknowledgement is in the vault', () => fresh !== undefined)
    const dead = await chainOf(tomas)
    expect(dead.acknowledged.get(current(dead))?.has(device) ?? false).toBe(false)
    await tomas.open()
    const state = await sealed(ingrid)
    expect(toHex(acksOf(state, device).at(-1)?.sealingKey ?? new Uint8Array())).toBe(fresh)
    expect(state.suspended.size).toBe(0)
  })
})

/** Whether any of these secrets, under whatever name, opens this computer's box of an epoch. */
async function opens(
  state: ForumState,
  epoch: EpochId,
  computer: Computer,
  pairs: readonly KeyPair[],
): Promise<readonly string[]> {
  const sodium = await sodiumOnce()
  const device = await secretsOf(computer)
  const open = state.epochs.get(epoch)
  const entry = open && state.dag.entry(open.entry)
  if (entry === undefined) throw new Error('The epoch is in the chain')
  const past = state.dag.viewAt(entry.parents)
  const publicKey = past?.devices.get(device.id)?.sealingKey
  if (publicKey === undefined) throw new Error('The device was sealed to')
  return pairs.map(({ secretKey }) => {
    const asThough: KeyPair = { publicKey, secretKey }
    const taken: Result<unknown> = acceptEpoch(sodium, state, entry.id, device, [asThough])
    return taken.ok ? 'opens' : taken.failure.code
  })
}

describe('What is left on a computer', () => {
  test('does not open an epoch again that was acknowledged, once all know the newer key', async () => {
    const sodium = await sodiumOnce()
    const ingrid = await world.found('Ingrid')
    const tomas = await world.letIn(ingrid, 'Tomás')
    const first = await sealed(tomas)
    const epoch = current(first)
    const early = sealingPairs(sodium, structuredClone(heldBy(tomas)))
    await world.letIn(ingrid, 'Priya')
    await sealed(tomas)
    // The others have written knowing the new key: nothing can be sealed to the old one any more.
    await until('the old key is gone', () => {
      const left = sealingPairs(sodium, heldBy(tomas)).map(({ publicKey }) => publicKey)
      return early.slice(0, 1).every(({ publicKey }) => !left.some((key) => same(key, publicKey)))
    })
    const stolen = structuredClone(heldBy(tomas))
    const state = await chainOf(tomas)
    expect(await opens(state, epoch, tomas, early)).toContain('opens')
    const left = sealingPairs(sodium, stolen)
    expect(left.length).toBeGreaterThan(0)
    expect(await opens(state, epoch, tomas, left)).toEqual(left.map(() => 'epoch-box-wrong'))
    // It is the computer that it was: it goes on.
    await tomas.close()
    await tomas.open()
    park(ingrid, 'still here')
    await sees(tomas, 'still here')
  })

  test('opens an epoch by somebody who did not know the newer key yet', async () => {
    const sodium = await sodiumOnce()
    const ingrid = await world.found('Ingrid')
    const tomas = await world.letIn(ingrid, 'Tomás')
    await sealed(tomas)
    await sealed(ingrid)
    await tomas.close()
    const priya = await world.letIn(ingrid, 'Priya')
    await untilChain('Ingrid and Priya hold the keys', ingrid, (state) => {
      return (state.acknowledged.get(current(state))?.size ?? 0) === 2
    })
    await pause(500)
    const author = await secretsOf(tomas)
    const alone = await putOnDisk(tomas, (state) => [
      value(openEpoch(sodium, state, author, { clock: Date.now() })),
    ])
    await tomas.open()
    park(tomas, 'written alone')
    await until('Ingrid takes the key', () => hasEpoch(ingrid, current(alone)))
    await sees(ingrid, 'written alone')
    await sees(priya, 'written alone')
  })
})

const same = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

/** An opening like any other, but for the boxes of these devices. */
function junkFor(
  state: ForumState,
  author: DeviceSecrets,
  victims: readonly DeviceId[],
  sodium: Sodium,
): EntryBody {
  const { body } = value(openEpoch(sodium, state, author, { clock: Date.now() }))
  if (body.type !== 'epoch.open') throw new Error('An opening')
  const isJunk = (at: number) => victims.some((victim) => body.devices[at] === victim)
  return { ...body, boxes: body.boxes.map((box, at) => (isJunk(at) ? sodium.random(1168) : box)) }
}

function grantsFor(state: ForumState, device: DeviceId) {
  return [...state.devices.keys()]
    .flatMap((holder) => state.dag.entriesOf(holder))
    .filter(({ body }) => body.type === 'epoch.grant' && body.device === device)
}

describe('Keys made wrongly', () => {
  test('a junk box for one laptop: the others grant, it reads on, the opener is named (junk-box)', async () => {
    const sodium = await sodiumOnce()
    const ingrid = await world.found('Ingrid')
    const mallory = await world.letIn(ingrid, 'Mallory')
    const priya = await world.letIn(ingrid, 'Priya')
    const laptop = await world.letIn(ingrid, 'Tomás')
    for (const each of [ingrid, priya, laptop]) await sealed(each)
    await sealed(mallory)
    const victim = await deviceOf(laptop)
    const author = await secretsOf(mallory)
    const { member } = heldBy(mallory)
    mallory.kill()
    await ingrid.close()
    const state = await putOnDisk(ingrid, (before) => {
      return [forge(before, author, junkFor(before, author, [victim], sodium))]
    })
    const junk = current(state)
    expect(state.epochs.get(junk)?.opener).toBe(author.id)
    await laptop.close()
    await ingrid.open()
    const granted = await untilChain('somebody grants', ingrid, (now) => {
      return grantsFor(now, victim).length > 0
    })
    expect(grantsFor(granted, victim).some((grant) => grant.author === author.id)).toBe(false)
    await laptop.open()
    await until('the laptop has the key', () => hasEpoch(laptop, junk))
    await untilChain('the laptop acknowledges', laptop, ({ acknowledged }) => {
      return acknowledged.get(junk)?.has(victim) === true
    })
    park(ingrid, 'under the new keys')
    await sees(laptop, 'under the new keys')
    park(laptop, 'and back')
    await sees(ingrid, 'and back')
    for (const each of [ingrid, priya, laptop])
      expect(each.forum.status.read().wrongKeysBy).toEqual([member])
    await until('nothing is wrong any more', () => laptop.forum.status.read().problem === null)
  })

  test('and a junk grant beside them keep nobody out: who asks again is granted by another', async () => {
    const sodium = await sodiumOnce()
    const ingrid = await world.found('Ingrid')
    const mallory = await world.letIn(ingrid, 'Mallory')
    const laptop = await world.letIn(ingrid, 'Tomás')
    for (const each of [ingrid, mallory, laptop]) await sealed(each)
    const victim = await deviceOf(laptop)
    const author = await secretsOf(mallory)
    mallory.kill()
    await ingrid.close()
    const state = await putOnDisk(
      ingrid,
      (before) => [forge(before, author, junkFor(before, author, [victim], sodium))],
      (before) => {
        const box = sodium.random(1168)
        const body = { type: 'epoch.grant', epoch: current(before), device: victim, box } as const
        return [forge(before, author, body)]
      },
    )
    await ingrid.open()
    await until('the laptop has the key', () => hasEpoch(laptop, current(state)))
    expect(current(await chainOf(ingrid))).toBe(current(state))
  })

  test('for all others are made anew by one of them, and everybody writes on', async () => {
    const sodium = await sodiumOnce()
    const ingrid = await world.found('Ingrid')
    const mallory = await world.letIn(ingrid, 'Mallory')
    const priya = await world.letIn(ingrid, 'Priya')
    for (const each of [ingrid, mallory, priya]) await sealed(each)
    const author = await secretsOf(mallory)
    mallory.kill()
    await ingrid.close()
    const state = await putOnDisk(ingrid, (before) => {
      const victims = [...before.devices.keys()]
      return [forge(before, author, junkFor(before, author, victims, sodium))]
    })
    const junk = current(state)
    await ingrid.open()
    park(ingrid, 'kept for now')
    const after = await untilChain('new keys', ingrid, (now) => current(now) !== junk)
    expect(after.epochs.get(current(after))?.opener).not.toBe(author.id)
    await sees(priya, 'kept for now')
    expect(hasEpoch(ingrid, junk)).toBe(false)
  })

  test('or sealed to a secret that is gone are asked for, and granted', async () => {
    const sodium = await sodiumOnce()
    const ingrid = await world.found('Ingrid')
    const tomas = await world.letIn(ingrid, 'Tomás')
    for (const each of [ingrid, tomas]) {
      await sealed(each)
      await each.close()
      each.reach({ mesh: false, relay: false })
    }
    const victim = await secretsOf(tomas)
    const opener = await secretsOf(ingrid)
    const clock = Date.now()
    await putOnDisk(tomas, (state) => [value(openEpoch(sodium, state, victim, { clock }))])
    await tomas.open()
    await untilChain('Tomás acknowledges alone', tomas, (state) => {
      return state.acknowledged.get(current(state))?.has(victim.id) === true
    })
    await tomas.close()
    tomas.tamper((contents) => {
      if (contents.forum === null) throw new Error('The vault holds a forum')
      const newest = contents.forum.sealing.at(-1)
      if (newest === undefined) throw new Error('A key was made for the acknowledgement')
      const device = new Uint8Array([...contents.forum.device.subarray(0, 32), ...newest.seed])
      return { ...contents, forum: { ...contents.forum, device, sealing: [] } }
    })
    const invite = (state: ForumState) => {
      const options = { clock, seed: sodium.random(16), expiresAt: clock + 1 }
      return [value(createInvite(sodium, state, opener, options))]
    }
    const rival = await putOnDisk(ingrid, invite, invite, invite, (state) => [
      value(openEpoch(sodium, state, opener, { clock })),
    ])
    for (const each of [ingrid, tomas]) {
      each.reach({ mesh: true, relay: true })
      await each.open()
    }
    await until('Tomás has the key', () => hasEpoch(tomas, current(rival)))
    expect(tomas.forum.status.read().wrongKeysBy).toEqual([])
    park(ingrid, 'granted')
    await sees(tomas, 'granted')
  })
})
