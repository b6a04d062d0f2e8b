import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createDevice,
  createRecoveryKey,
  createReturnOffer,
  createReturnRefusal,
  createReturnRequest,
  createReturnWay,
  decodeDevice,
  type DeviceSecrets,
  readReturnMessage,
  readReturnRequest,
  type RecoveryKit,
  recoveryKeys,
  type ReturnMessage,
  type ReturnRequest,
  returnRoom,
  sealBundle,
  bundleMailbox,
} from '#crypto'
import { leaveBlobs } from '#renderer/data/forum/keys/leaveBlobs.ts'
import { connectRelay, type RelayLink } from '#renderer/data/relay/index.ts'
import { toHex } from '#shared/ids.ts'
import { createLine } from './edge.ts'
import { allHave, chainOf, mailboxOf, park, posted, remove, sees, three } from './steps.ts'
import { type Computer, pause, sodiumOnce, startWorld, until, value, type World } from './world.ts'

const sodium = await sodiumOnce()

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

const publicHalf = (sheet: RecoveryKit) => recoveryKeys(sodium, sheet.recoveryKey).signing.publicKey
const roomOf = (sheet: RecoveryKit) => returnRoom(sodium, sheet.forum, publicHalf(sheet))

/** Prints a key and tells the forum; answers the sheet. */
async function print(computer: Computer): Promise<RecoveryKit> {
  const recoveryKey = createRecoveryKey(sodium)
  const sheet = { recoveryKey, forum: computer.forum.id, relay: 'ws://127.0.0.1:4455' }
  value(await computer.forum.printedKey.tell(publicHalf(sheet)))
  return sheet
}

/** Prints a sheet that all of these know: what names the chain as it is now is seen by nobody else. */
async function printFor(computer: Computer, ...others: readonly Computer[]) {
  const sheet = await print(computer)
  park(computer, 'after printing')
  for (const other of others) await sees(other, 'after printing')
  await posted(computer)
  return sheet
}

const devicesOf = (seenBy: Computer, whose: Computer) =>
  seenBy.forum.members.read().find(({ id }) => id === whose.vault.forum?.member)?.devices ?? []

/** Somebody at the return mailbox who knows the room, as every member past and present does. */
function standBy(
  sheet: RecoveryKit,
  hear: (message: ReturnMessage, say: Say, bytes: Uint8Array) => void,
) {
  const relay = connectRelay({ url: world.urlOf(createLine()), sodium })
  const room = roomOf(sheet)
  const box = relay.openMailbox(room.mailbox, {
    from: 0,
    onBlob(_cursor, bytes) {
      hear(value(readReturnMessage(sodium, room, bytes)), (blob) => void box.append(blob), bytes)
    },
  })
  return { relay, room, say: (blob: Uint8Array) => box.append(blob) }
}
type Say = (blob: Uint8Array) => void

function secretsOf({ vault }: Computer): DeviceSecrets {
  if (vault.forum === null) throw new Error('The vault holds a forum')
  return value(decodeDevice(sodium, vault.forum.device))
}

function asked(sheet: RecoveryKit, message: ReturnMessage): ReturnRequest | null {
  const read = readReturnRequest(sodium, roomOf(sheet), message)
  return read.ok ? read.value : null
}

/** Leaves a whole chain for the device that asks, as an answer. */
async function leaveChain(
  relay: RelayLink,
  sheet: RecoveryKit,
  request: ReturnRequest,
  entries: readonly Uint8Array[],
): Promise<Uint8Array> {
  const { secret, parts } = value(sealBundle(sodium, sheet.forum, entries))
  value(await leaveBlobs(relay, bundleMailbox(sodium, secret), parts))
  const waybill = { epoch: toHex(sodium.random(32)) as never, bundle: secret, parts: parts.length }
  return createReturnWay(sodium, roomOf(sheet), request, waybill)
}

describe('A printed key', () => {
  const inVault = (sheet: RecoveryKit) => ({
    signingKey: publicHalf(sheet),
    madeAt: 1,
    rehearsedAt: null,
  })
  const knows = ({ forum }: Computer, sheet: RecoveryKit) =>
    forum.printedKey.known.read()?.join() === publicHalf(sheet).join()

  test('that the vault holds and the forum never heard of is told when it is opened', async () => {
    const ingrid = await world.found('Ingrid')
    const recoveryKey = createRecoveryKey(sodium)
    const sheet = { recoveryKey, forum: ingrid.forum.id, relay: 'ws://127.0.0.1:4455' }
    await ingrid.close()
    ingrid.tamper((vault) => ({ ...vault, recovery: inVault(sheet) }))
    ingrid.reach({ relay: false, mesh: false })
    await ingrid.open()
    await until('the chain has it', () => knows(ingrid, sheet))
  })

  test('that was replaced elsewhere is not told again', async () => {
    const ingrid = await world.found('Ingrid')
    const first = await print(ingrid)
    const second = await print(ingrid)
    expect(knows(ingrid, second)).toBe(true)
    await ingrid.close()
    ingrid.tamper((vault) => ({ ...vault, recovery: inVault(first) }))
    await ingrid.open()
    await pause(500)
    expect(knows(ingrid, second)).toBe(true)
  })
})

describe('Coming back by the printed sheet', () => {
  test('is let in by any one member, with the founder’s computer off and the own one gone', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const sheet = await printFor(tomas, priya)
    ingrid.kill()
    tomas.kill()
    const back = await world.comeBack('Tomás again', sheet).enter()
    expect(back.forum.me).toBe(tomas.vault.forum?.member)
    await allHave([priya, back], ['before', 'after printing'])
    park(back, 'from the new one')
    await sees(priya, 'from the new one')
    await until('two computers', () => devicesOf(priya, tomas).length === 2)
    await ingrid.open()
    await sees(ingrid, 'from the new one')
    expect(ingrid.forum.people.read().names.get(back.forum.me)).toBe('Tomás')
  })

  test('waits while nobody is there, and is let in when somebody opens', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const sheet = await printFor(tomas, ingrid, priya)
    for (const each of [ingrid, tomas, priya]) each.kill()
    const returner = world.comeBack('Tomás again', sheet)
    await pause(1_500)
    expect(returner.comeBack.returning.read()).toEqual({ stage: 'waiting', refused: null })
    await priya.open()
    const back = await returner.enter()
    await sees(back, 'before')
  })

  test('is let in once when two answer at once, and all agree', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const sheet = await printFor(tomas, ingrid, priya)
    tomas.kill()
    for (const each of [ingrid, priya]) each.reach({ mesh: false })
    const member = devicesOf(priya, tomas).length === 1 ? tomas.vault.forum?.member : undefined
    if (member === undefined) throw new Error('Tomás has one computer')
    // Both offer, whoever's turn it is: the request is answered in their names at once.
    const secrets = [ingrid, priya].map(secretsOf)
    standBy(sheet, (message, say) => {
      if (asked(sheet, message) === null) return
      const { conversation } = message
      for (const one of secrets)
        say(createReturnOffer(sodium, roomOf(sheet), one, { conversation, member }))
    })
    const back = await world.comeBack('Tomás again', sheet).enter()
    park(back, 'once')
    for (const each of [ingrid, priya]) await sees(each, 'once')
    await until('two computers', () => devicesOf(ingrid, tomas).length === 2)
    await ingrid.close()
    const state = await chainOf(ingrid)
    expect([...state.suspended]).toEqual([])
    expect(state.members.get(member)?.devices).toHaveLength(2)
  })

  test('with a sheet that was replaced says so and goes on waiting', async () => {
    const { ingrid, tomas } = await three(world)
    const old = await print(tomas)
    await printFor(tomas, ingrid)
    tomas.kill()
    const { comeBack } = world.comeBack('Tomás again', old)
    await until('it says why not', () => {
      const now = comeBack.returning.read()
      return now.stage === 'waiting' && now.refused?.code === 'recovery-key-replaced'
    })
    comeBack.close()
    expect(devicesOf(ingrid, tomas)).toHaveLength(1)
  })

  test('with a sheet that was replaced says so too when the computer that printed it is out', async () => {
    const { ingrid, tomas } = await three(world)
    const old = await printFor(tomas, ingrid)
    tomas.kill()
    const back = await world.comeBack('Tomás again', old).enter()
    value(await back.forum.lost.takeOut())
    await printFor(back, ingrid)
    const { comeBack } = world.comeBack('Tomás once more', old)
    await until('it says why not', () => {
      const now = comeBack.returning.read()
      return now.stage === 'waiting' && now.refused?.code === 'recovery-key-replaced'
    })
    comeBack.close()
  })

  test('of somebody who was removed says so', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const sheet = await printFor(tomas, ingrid, priya)
    await remove(ingrid, tomas.forum.me)
    const { comeBack } = world.comeBack('Tomás again', sheet)
    await until('it says why not', () => {
      const now = comeBack.returning.read()
      return now.stage === 'waiting' && now.refused?.code === 'return-not-member'
    })
    comeBack.close()
    expect(devicesOf(ingrid, tomas)).toHaveLength(0)
  })

  test('takes the lost computer out, which reads nothing that is written from then on', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const sheet = await printFor(tomas, priya, ingrid)
    tomas.kill()
    const back = await world.comeBack('Tomás again', sheet).enter()
    expect(back.forum.lost.asked.read()).toHaveLength(1)
    await sees(back, 'after printing')
    value(await back.forum.lost.takeOut())
    expect(back.forum.lost.asked.read()).toEqual([])
    await until('one computer', () => devicesOf(priya, tomas).length === 1)
    park(priya, 'not for a thief')
    await sees(back, 'not for a thief')
    await posted(priya)
    await tomas.open()
    await until('the lost one is out', () => tomas.forum.ended.read() === 'removed')
    await pause(500)
    expect(tomas.topics()).not.toContain('not for a thief')
    await allHave([ingrid, priya, back], ['before', 'after printing', 'not for a thief'])
  })

  test('keeps the computers from before when they are at hand, and asks once', async () => {
    const { tomas, priya } = await three(world)
    const sheet = await printFor(tomas, priya)
    const back = await world.comeBack('Tomás again', sheet).enter()
    value(await back.forum.lost.keep())
    await back.close()
    await back.open()
    expect(back.forum.lost.asked.read()).toEqual([])
    park(tomas, 'from the old one')
    await sees(back, 'from the old one')
  })
})

describe('A returning computer', () => {
  test('passes over offers of those who are nobody, refusals, and chains without its return', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const sheet = await printFor(tomas, priya)
    for (const each of [ingrid, tomas, priya]) each.kill()
    const stranger: DeviceSecrets = createDevice(sodium)
    const member = tomas.vault.forum?.member
    if (member === undefined) throw new Error('Tomás is a member')
    const { dag } = await chainOf(priya)
    const state = await chainOf(priya)
    const entries = [...state.devices.keys()]
      .flatMap((device) => dag.entriesOf(device))
      .map(({ bytes }) => bytes)
    const there = standBy(sheet, (message, say) => {
      const request = asked(sheet, message)
      if (request === null) return
      const { conversation } = request
      say(createReturnRefusal(sodium, there.room, conversation, 'recovery-key-replaced'))
      say(createReturnOffer(sodium, there.room, stranger, { conversation, member }))
      void leaveChain(there.relay, sheet, request, entries).then(say)
    })
    const returner = world.comeBack('Tomás again', sheet)
    await until('it heard all that', () => returner.comeBack.returning.read().stage === 'answered')
    await pause(2_000)
    expect(['waiting', 'answered']).toContain(returner.comeBack.returning.read().stage)
    await priya.open()
    const back = await returner.enter()
    await sees(back, 'before')
    expect(back.forum.ended.read()).toBeNull()
  })
})

describe('Somebody who was removed', () => {
  test('cannot keep whoever comes back in the forum as it stood, once a member is there', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const sheet = await printFor(tomas, priya, ingrid)
    tomas.kill()
    // Priya's computer never hears that she is out, and answers in good faith.
    priya.lose([await mailboxOf(ingrid)])
    priya.reach({ mesh: false })
    priya.kill()
    ingrid.reach({ mesh: false })
    await remove(ingrid, priya.vault.forum?.member ?? ('' as never))
    park(ingrid, 'not for Priya')
    await posted(ingrid)
    // Nobody who knows better is there while Tomás comes back.
    ingrid.reach({ relay: false })
    await priya.open()
    const back = await world.comeBack('Tomás again', sheet).enter()
    expect(back.forum.members.read().map(({ id }) => id)).toContain(priya.forum.me)
    back.reach({ mesh: false })
    ingrid.reach({ relay: true })
    await until('it knows that it is not in', () => back.forum.ended.read() === 'removed')
    expect(back.topics()).not.toContain('not for Priya')
    const again = await world.comeBack('Tomás once more', sheet).enter()
    await sees(again, 'not for Priya')
  })
})

describe('A member’s computer', () => {
  test('answers nobody who knows the mailbox and holds no paper, and no request once it is over', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const sheet = await printFor(tomas, priya, ingrid)
    const heard: { readonly message: ReturnMessage; readonly bytes: Uint8Array }[] = []
    const there = standBy(sheet, (message, _say, bytes) => heard.push({ message, bytes }))
    // Whoever was a member once knows the room, and signs with any key but the printed one.
    const other = recoveryKeys(sodium, createRecoveryKey(sodium)).signing
    const forged = createReturnRequest(sodium, there.room, createDevice(sodium), other)
    value(await there.say(forged.seal()))
    await pause(5_000)
    expect(heard).toEqual([])
    const back = await world.comeBack('Tomás again', sheet).enter()
    park(back, 'is back')
    for (const each of [ingrid, tomas, priya]) await sees(each, 'is back')
    const before = heard.length
    const request = heard.find(({ message }) => message.kind === 'request')
    if (request === undefined) throw new Error('It has asked')
    value(await there.say(request.bytes.slice()))
    await pause(5_000)
    expect(heard.slice(before).map(({ message }) => message.kind)).toEqual([])
    expect(devicesOf(priya, tomas)).toHaveLength(2)
  })
})
