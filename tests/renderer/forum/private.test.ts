import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deviceKeyAt, openEnvelope, type OpenedEnvelope } from '#crypto'
import { type Core, openCore } from '#renderer/data/forum/core.ts'
import { openMemory } from '#renderer/data/forum/memory.ts'
import { openMail, type PrivateMail, type Said } from '#renderer/data/forum/private/mail.ts'
import { mostPrivateBytes } from '#renderer/data/forum/private/body.ts'
import { mostMessages } from '#renderer/data/forum/private/stored.ts'
import { openProfile } from '#renderer/data/profile/index.ts'
import type { DeviceId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { byHand } from './secretly.ts'
import { posted, three } from './steps.ts'
import { type Computer, pause, sodiumOnce, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

const subject = 7
const text = (words: string) => new TextEncoder().encode(words)
const words = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** The private mail of a computer whose app is closed, with ways that a test carries by hand. */
interface Desk {
  readonly core: Core
  readonly mail: PrivateMail
  readonly said: Said[]
  /** What was brought to the mailbox, and what went over links, oldest first. */
  readonly posted: Uint8Array[]
  readonly passed: { readonly to: DeviceId; readonly bytes: Uint8Array }[]
  take(bytes: Uint8Array, from?: DeviceId | 'relay'): Promise<Result<null>>
  texts(): readonly string[]
  close(): Promise<void>
}

async function openDesk(
  computer: Computer,
  ways: { relay?: boolean; linked?: boolean } = {},
): Promise<Desk> {
  const sodium = await sodiumOnce()
  const profile = openProfile(computer.vault, () => Promise.resolve(ok(null)))
  const core = value(await openCore(sodium, profile, () => undefined))
  const memory = value(await openMemory(core))
  const carried: Desk['posted'] = []
  const passed: Desk['passed'] = []
  const keys = core.currentKeys(core.homeScope)
  if (keys === null) throw new Error('a forum that is open has keys')
  const box = {
    id: 'box',
    keys,
    append(bytes: Uint8Array) {
      carried.push(bytes)
      return Promise.resolve(ok(carried.length))
    },
    inspect: () => Promise.resolve(fail('relay-unreachable')),
    caughtUp: () => Promise.resolve(true),
  }
  const mail = await openMail({
    core,
    values: memory.values,
    now: () => Date.now(),
    target: () => (ways.relay === false ? null : box),
    linkTo: (to) =>
      ways.linked === true
        ? { id: 'link', send: (bytes) => void passed.push({ to, bytes }) }
        : null,
    onProblem: () => undefined,
  })
  const said: Said[] = []
  mail.onSaid((one) => said.push(one))
  mail.look()
  const open = (bytes: Uint8Array): OpenedEnvelope =>
    value(openEnvelope(sodium, core.keyring().keys, deviceKeyAt(core.chain.state.read()), bytes))
  return {
    core,
    mail,
    said,
    posted: carried,
    passed,
    take: (bytes, from = 'relay') => mail.receive(open(bytes), from),
    texts: () => mail.messages.read().map(({ bytes }) => words(bytes)),
    async close() {
      mail.stop()
      await memory.flush()
      await core.log.close()
    },
  }
}

/** Three computers with closed apps that know the same. */
async function closed() {
  const { ingrid, tomas, priya } = await three(world)
  for (const each of [ingrid, tomas, priya])
    await until('all hold the keys', () => each.forum.sealing.read().sealed.length === 3)
  await posted(ingrid, tomas, priya)
  await pause(300)
  for (const each of [ingrid, tomas, priya]) await each.close()
  return { ingrid, tomas, priya }
}

const me = (desk: Desk) => desk.core.held().member
const first = (list: readonly Uint8Array[]): Uint8Array => list[0] ?? new Uint8Array()

describe('A kept private message', () => {
  test('is read by the one it is for, and by nobody else who has all bytes', async () => {
    const { ingrid, tomas, priya } = await closed()
    const [from, to, third] = [await openDesk(tomas), await openDesk(priya), await openDesk(ingrid)]
    value(await from.mail.send(me(to), 'kept', subject, text('for Priya')))
    expect(from.posted).toHaveLength(1)
    value(await to.take(first(from.posted)))
    value(await third.take(first(from.posted)))
    expect(to.texts()).toEqual(['for Priya'])
    expect(to.mail.messages.read()[0]).toMatchObject({ from: me(from), subject })
    expect(third.texts()).toEqual([])
    for (const desk of [from, to, third]) await desk.close()
  })

  test('is there after restarts until its reader ends it, and played again is not shown twice', async () => {
    const { tomas, priya } = await closed()
    const from = await openDesk(tomas)
    let to = await openDesk(priya)
    value(await from.mail.send(me(to), 'kept', subject, text('once')))
    value(await to.take(first(from.posted)))
    await to.close()
    to = await openDesk(priya)
    expect(to.texts()).toEqual(['once'])
    value(await to.take(first(from.posted)))
    expect(to.texts()).toEqual(['once'])
    const [message] = to.mail.messages.read()
    if (message === undefined) throw new Error('It is there')
    value(await to.mail.end(message))
    await to.close()
    to = await openDesk(priya)
    value(await to.take(first(from.posted)))
    expect(to.texts()).toEqual([])
    for (const desk of [from, to]) await desk.close()
  })

  test('is brought out again by its author until it is confirmed, over a restart too', async () => {
    const { tomas, priya } = await closed()
    let from = await openDesk(tomas, { relay: false })
    const to = await openDesk(priya)
    value(await from.mail.send(me(to), 'kept', subject, text('later')))
    expect(from.posted).toEqual([])
    await from.close()
    from = await openDesk(tomas)
    expect(from.posted).toHaveLength(1)
    value(await to.take(first(from.posted)))
    value(await from.take(first(to.posted)))
    await from.close()
    from = await openDesk(tomas)
    expect(from.posted).toEqual([])
    for (const desk of [from, to]) await desk.close()
  })

  test('goes over a link at once, and is then confirmed over it', async () => {
    const { tomas, priya } = await closed()
    const from = await openDesk(tomas, { relay: false, linked: true })
    const to = await openDesk(priya, { relay: false, linked: true })
    value(await from.mail.send(me(to), 'kept', subject, text('linked')))
    expect(from.passed.map((each) => each.to)).toEqual([to.core.device.id])
    value(await to.take(first(from.passed.map(({ bytes }) => bytes)), from.core.device.id))
    expect(to.texts()).toEqual(['linked'])
    expect(to.passed).toHaveLength(1)
    for (const desk of [from, to]) await desk.close()
  })

  test('that its author ends is gone at its reader, and does not come back', async () => {
    const { tomas, priya } = await closed()
    const from = await openDesk(tomas)
    const to = await openDesk(priya)
    const id = value(await from.mail.send(me(to), 'kept', subject, text('regretted')))
    value(await to.take(first(from.posted)))
    value(await from.mail.takeBack(id))
    const [message, ending] = from.posted
    value(await to.take(ending ?? new Uint8Array()))
    expect(to.texts()).toEqual([])
    value(await to.take(message ?? new Uint8Array()))
    expect(to.texts()).toEqual([])
    for (const desk of [from, to]) await desk.close()
  })

  test('is bounded by number and size for each author, at both ends', async () => {
    const { tomas, priya } = await closed()
    const from = await openDesk(tomas)
    const to = await openDesk(priya)
    const send = (bytes: Uint8Array) => from.mail.send(me(to), 'kept', subject, bytes)
    expect(await send(new Uint8Array(mostPrivateBytes + 1))).toEqual(fail('too-large'))
    value(await send(new Uint8Array(mostPrivateBytes)))
    for (let sent = 1; sent < mostMessages; sent++) value(await send(text(`${sent}`)))
    expect(await send(text('one more'))).toEqual(fail('list-full'))
    for (const bytes of from.posted) value(await to.take(bytes))
    expect(to.texts()).toHaveLength(mostMessages)
    // Confirmed, so the author may go on; the reader has ended nothing yet.
    for (const bytes of to.posted) value(await from.take(bytes))
    value(await send(text('one more')))
    expect(await to.take(from.posted.at(-1) ?? new Uint8Array())).toEqual(fail('list-full'))
    for (const desk of [from, to]) await desk.close()
  })
})

describe('An ephemeral private message', () => {
  test('goes over open links alone, and is stored nowhere', async () => {
    const { tomas, priya } = await closed()
    let from = await openDesk(tomas, { linked: true })
    let to = await openDesk(priya)
    value(await from.mail.send(me(to), 'ephemeral', subject, text('psst')))
    expect(from.posted).toEqual([])
    const [{ bytes } = { bytes: new Uint8Array() }] = from.passed
    value(await to.take(bytes, from.core.device.id))
    expect(to.said.map((one) => words(one.bytes))).toEqual(['psst'])
    expect(to.texts()).toEqual([])
    for (const desk of [from, to]) await desk.close()
    from = await openDesk(tomas, { linked: true })
    to = await openDesk(priya)
    expect([from.posted, from.passed, to.texts()]).toEqual([[], [], []])
    for (const desk of [from, to]) await desk.close()
  })

  test('is refused out of a mailbox, from another’s hand, and played again', async () => {
    const { ingrid, tomas, priya } = await closed()
    const from = await openDesk(tomas, { linked: true })
    const to = await openDesk(priya)
    const third = await openDesk(ingrid)
    value(await from.mail.send(me(to), 'ephemeral', subject, text('psst')))
    const [{ bytes } = { bytes: new Uint8Array() }] = from.passed
    expect((await to.take(bytes, 'relay')).ok).toBe(false)
    expect((await to.take(bytes, third.core.device.id)).ok).toBe(false)
    expect(to.said).toEqual([])
    value(await to.take(bytes, from.core.device.id))
    expect((await to.take(bytes, from.core.device.id)).ok).toBe(false)
    expect(to.said).toHaveLength(1)
    for (const desk of [from, to, third]) await desk.close()
  })

  test('says so when nobody is linked', async () => {
    const { tomas, priya } = await closed()
    const from = await openDesk(tomas)
    const to = await openDesk(priya)
    const sent = await from.mail.send(me(to), 'ephemeral', subject, text('psst'))
    expect(sent).toEqual(fail('link-closed'))
    for (const desk of [from, to]) await desk.close()
  })
})

describe('In a running forum', () => {
  test('an ask is read by two of three, though all have its bytes, and played again it stays declined', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const id = value(
      await tomas.forum.ask({ type: 'take-role', member: ingrid.forum.me }, priya.forum.me),
    )
    await until('Priya is asked', () => priya.forum.asks.read().length === 1)
    value(await priya.forum.decline(id))
    await until('he knows', () => tomas.forum.asks.read()[0]?.standing === 'declined')
    await ingrid.close()
    const other = await byHand(world, ingrid)
    await until('all bytes are here', () => other.blobs().length > 2)
    await pause(300)
    expect(other.heard()).toEqual([])
    for (const bytes of [...other.blobs()]) await other.put(bytes)
    await pause(500)
    expect(priya.forum.asks.read()).toEqual([])
    await priya.close()
    const hers = await byHand(world, priya)
    await until('she has them', () => hers.heard().length >= 2)
  })

  test('what a removed member seals with old keys is heard by nobody', async () => {
    const { ingrid, tomas, priya } = await three(world)
    await tomas.close()
    const hostile = await byHand(world, tomas)
    await priya.close()
    const to = await openDesk(priya)
    const device = to.core.chain.state.read().devices.get(to.core.device.id)
    await to.close()
    if (device === undefined) throw new Error('She is in')
    const { members } = ingrid.forum
    const him = members.read().find(({ name }) => name === 'Tomás')
    if (him === undefined) throw new Error('He is in')
    value(await ingrid.forum.remove(him.id))
    await priya.open()
    await until('she knows', () => priya.forum.members.read().length === 2)
    const body = { what: 'message', number: 1, subject, bytes: text('it was not me') } as const
    await hostile.say(device, 'kept', body)
    await pause(700)
    await priya.close()
    const after = await openDesk(priya)
    expect(after.texts()).toEqual([])
    await after.close()
  })
})
