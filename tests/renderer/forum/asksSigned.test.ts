import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type EntryBody, type ForumState, proposeEntry } from '#crypto'
import { decodeAskMessage, encodeAskMessage } from '#renderer/data/forum/asks/message.ts'
import type { Intent } from '#renderer/data/forum/index.ts'
import { subjects } from '#renderer/data/forum/private/body.ts'
import type { DeviceId } from '#shared/ids.ts'
import { askOf, asks, count } from './asking.ts'
import { deviceOf } from './hostile.ts'
import { chainOf, secretsOf } from './offline.ts'
import { byHand } from './secretly.ts'
import { three } from './steps.ts'
import { type Computer, pause, sodiumOnce, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

describe('Who agreed to one act', () => {
  /** Tomás asks, Priya agrees; then a hostile Tomás proposes something of his own. */
  async function planted(
    intent: (ingrid: Computer) => Intent,
    make: (
      state: ForumState,
      ids: { ingrid: Computer; priya: DeviceId; third: DeviceId },
    ) => { body: EntryBody; coSigners: readonly DeviceId[] },
  ) {
    const sodium = await sodiumOnce()
    const { ingrid, tomas, priya } = await three(world)
    const ids = { ingrid, priya: await deviceOf(priya), third: await deviceOf(ingrid) }
    const id = await asks(tomas, intent(ingrid), priya)
    tomas.kill()
    value(await priya.forum.agree(id))
    const hostile = await byHand(world, tomas)
    const state = await chainOf(tomas)
    const secrets = await secretsOf(tomas)
    const options = { clock: Date.now(), ...make(state, ids) }
    const { canonical } = value(proposeEntry(sodium, state, secrets, options))
    const device = state.devices.get(ids.priya)
    if (device === undefined) throw new Error('She is in')
    const bytes = encodeAskMessage({ id, what: 'proposal', canonical })
    const number = Date.now() + 1_000
    await hostile.say(device, 'kept', { what: 'message', number, subject: subjects.asks, bytes })
    const answers = () =>
      hostile.heard().flatMap((body) => {
        if (body.what !== 'message') return []
        const read = decodeAskMessage(sodium, body.bytes)
        return read.ok && read.value.what !== 'ask' ? [read.value.what] : []
      })
    return { answers, ingrid, priya, id }
  }

  test('signs exactly that', async () => {
    const { answers } = await planted(
      (ingrid) => ({ type: 'take-role', member: ingrid.forum.me }),
      (_state, { ingrid, priya }) => ({
        body: { type: 'role.revoke', member: ingrid.forum.me, cutOffs: [] },
        coSigners: [priya],
      }),
    )
    await until('she signs', () => answers().includes('signature'))
  })

  test.each<[string, Parameters<typeof planted>[1]]>([
    [
      'another act against the same person',
      (_state, { ingrid, priya }) => ({
        body: { type: 'member.remove', member: ingrid.forum.me, cutOffs: [] },
        coSigners: [priya],
      }),
    ],
    [
      'an act against another',
      (_state, { priya, third }) => ({
        body: { type: 'device.revoke', device: third, evidence: null, cutOffs: [] },
        coSigners: [priya],
      }),
    ],
  ])('never signs %s, and has then agreed to nothing', async (_what, make) => {
    const { answers, ingrid, priya, id } = await planted(
      (moderator) => ({ type: 'take-role', member: moderator.forum.me }),
      make,
    )
    await until('she refuses', () => answers().includes('refusal'))
    expect(answers()).not.toContain('signature')
    await until('she agreed to nothing', () => askOf(priya, id) === undefined)
    expect(ingrid.forum.ended.read()).toBe(null)
    expect(count(priya)).toBe(3)
  })

  test('signs nothing before the person has said yes', async () => {
    const sodium = await sodiumOnce()
    const { ingrid, tomas, priya } = await three(world)
    const { me } = ingrid.forum
    const her = await deviceOf(priya)
    const id = await asks(tomas, { type: 'take-role', member: me }, priya)
    tomas.kill()
    const hostile = await byHand(world, tomas)
    const state = await chainOf(tomas)
    const body: EntryBody = { type: 'role.revoke', member: me, cutOffs: [] }
    const options = { clock: Date.now(), body, coSigners: [her] }
    const secrets = await secretsOf(tomas)
    const { canonical } = value(proposeEntry(sodium, state, secrets, options))
    const device = state.devices.get(her)
    if (device === undefined) throw new Error('She is in')
    const bytes = encodeAskMessage({ id, what: 'proposal', canonical })
    const number = Date.now() + 1_000
    await hostile.say(device, 'kept', { what: 'message', number, subject: subjects.asks, bytes })
    const messages = () => hostile.heard().filter(({ what }) => what === 'message').length
    await until('it arrived', () => hostile.heard().some(({ what }) => what === 'receipt'))
    await pause(500)
    expect(messages()).toBe(0)
    expect(askOf(priya, id)?.standing).toBe('asked')
    value(await priya.forum.agree(id))
    await until('then she signs', () => messages() === 2)
  })
})
