import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addDevice, createDevice, createDeviceRecord, createInvite } from '#crypto'
import type { Intent } from '#renderer/data/forum/index.ts'
import { fail } from '#shared/result.ts'
import { askOf, asks, count, isAsked, isModerator, priyaOf, stands } from './asking.ts'
import { deviceOf } from './hostile.ts'
import { chainOf, putOnDisk, secretsOf } from './offline.ts'
import { allHave, mailboxOf, park, posted, sees, three } from './steps.ts'
import { type Computer, pause, sodiumOnce, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

describe('Two members', () => {
  test('remove a moderator, who opens nothing after', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const id = await asks(tomas, { type: 'remove', member: ingrid.forum.me }, priya)
    expect(askOf(priya, id)).toMatchObject({ by: tomas.forum.me, to: priya.forum.me })
    expect(count(tomas)).toBe(3)
    value(await priya.forum.agree(id))
    await stands(tomas, id, 'done')
    await until('she is told', () => ingrid.forum.ended.read() === 'removed')
    await until('Priya knows', () => count(priya) === 2 && askOf(priya, id) === undefined)
    await until('nothing is owed', () => !tomas.forum.sealing.read().owed)
    park(tomas, 'after')
    await allHave([tomas, priya], ['before', 'after'])
    expect(ingrid.topics()).toEqual(['before'])
  })

  test('take the role from a moderator, and give it when there is none left', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const take = await asks(tomas, { type: 'take-role', member: ingrid.forum.me }, priya)
    value(await priya.forum.agree(take))
    await stands(tomas, take, 'done')
    await until('she sees it', () => !isModerator(ingrid, ingrid)())
    expect(await ingrid.forum.grantRole(priya.forum.me)).toMatchObject(fail('signatures-missing'))
    const give = await asks(ingrid, { type: 'give-role', member: priya.forum.me }, tomas)
    value(await tomas.forum.agree(give))
    await stands(ingrid, give, 'done')
    await until('she is one', isModerator(priya, priya))
  })

  test('take out a lost computer, which opens nothing after', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const lost = await deviceOf(priya)
    const old = await mailboxOf(ingrid)
    expect(await ingrid.forum.revokeDevice(lost)).toMatchObject(fail('signatures-missing'))
    const id = await asks(tomas, { type: 'revoke-device', device: lost }, ingrid)
    value(await ingrid.forum.agree(id))
    await stands(tomas, id, 'done')
    await until('it is told', () => priya.forum.ended.read() === 'removed')
    await until('Ingrid knows', () =>
      ingrid.forum.members.read().some(({ devices }) => devices.length === 0),
    )
    expect(count(ingrid)).toBe(3)
    await until('nothing is owed', () => !tomas.forum.sealing.read().owed)
    park(tomas, 'after')
    await allHave([ingrid, tomas], ['before', 'after'])
    await pause(500)
    expect(priya.topics()).toEqual(['before'])
    expect(await mailboxOf(ingrid)).not.toBe(old)
    const held = priya.vault.forum?.epochs.map(({ epochId }) => epochId)
    await ingrid.close()
    expect(held).not.toContain((await chainOf(ingrid)).currentEpoch)
  })

  test('end the open invitations of whoever they take out and make new keys, in one step', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const { id: invitation } = value(await ingrid.forum.invite(60 * 60 * 1000))
    park(ingrid, 'after the invitation')
    await sees(tomas, 'after the invitation')
    const id = await asks(tomas, { type: 'remove', member: ingrid.forum.me }, priya)
    value(await priya.forum.agree(id))
    await stands(tomas, id, 'done')
    await tomas.close()
    const state = await chainOf(tomas)
    expect(state.invitations.get(invitation)?.status).toBe('revoked')
    const own = state.dag.entriesOf((await secretsOf(tomas)).id)
    const from = own.findIndex(({ type }) => type === 'member.remove')
    const [, revoked, opened] = own.slice(from)
    expect([revoked?.type, opened?.type]).toEqual(['invite.revoke', 'epoch.open'])
    expect(opened?.clock).toBe(revoked?.clock)
  })

  test('are out of reach of the revenge of whom they remove', async () => {
    const { ingrid, tomas, priya } = await three(world)
    ingrid.reach({ relay: false, mesh: false })
    const id = await asks(tomas, { type: 'remove', member: ingrid.forum.me }, priya)
    value(await priya.forum.agree(id))
    await stands(tomas, id, 'done')
    value(await ingrid.forum.remove(tomas.forum.me))
    value(await ingrid.forum.remove(priya.forum.me))
    ingrid.reach({ relay: true, mesh: true })
    await until('she is told', () => ingrid.forum.ended.read() === 'removed')
    await pause(500)
    for (const each of [tomas, priya]) expect(each.forum.ended.read()).toBe(null)
    park(tomas, 'after')
    await allHave([tomas, priya], ['before', 'after'])
  })
})

describe('An ask', () => {
  test('that the rules could never let through is not put to anybody', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const removal: Intent = { type: 'remove', member: ingrid.forum.me }
    expect(await tomas.forum.ask(removal, ingrid.forum.me)).toMatchObject(
      fail('signatures-missing'),
    )
    expect(await tomas.forum.ask(removal, tomas.forum.me)).toMatchObject(fail('not-found'))
    expect(
      await tomas.forum.ask({ type: 'remove', member: tomas.forum.me }, priya.forum.me),
    ).toMatchObject(fail('signatures-missing'))
    expect(
      await tomas.forum.ask({ type: 'give-role', member: tomas.forum.me }, priya.forum.me),
    ).toMatchObject(fail('signatures-missing'))
    await pause(300)
    for (const each of [ingrid, tomas, priya]) expect(each.forum.asks.read()).toEqual([])
  })

  test('that is declined or withdrawn changes nothing, and is over for both', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const intent: Intent = { type: 'remove', member: ingrid.forum.me }
    const declined = await asks(tomas, intent, priya)
    value(await priya.forum.decline(declined))
    await stands(tomas, declined, 'declined')
    expect(priya.forum.asks.read()).toEqual([])
    value(await tomas.forum.withdraw(declined))
    const withdrawn = await asks(tomas, intent, priya)
    value(await tomas.forum.withdraw(withdrawn))
    await until('Priya is asked no more', () => priya.forum.asks.read().length === 0)
    expect(await priya.forum.agree(withdrawn)).toEqual(fail('not-found'))
    expect(tomas.forum.asks.read()).toEqual([])
    await pause(300)
    for (const each of [ingrid, tomas, priya]) expect(count(each)).toBe(3)
  })

  test('goes on when either computer is closed and opened in between', async () => {
    const { ingrid, tomas, priya } = await three(world)
    priya.kill()
    const id = value(
      await tomas.forum.ask({ type: 'take-role', member: ingrid.forum.me }, priyaOf(ingrid)),
    )
    await pause(300)
    tomas.kill()
    await priya.open()
    await isAsked(priya, id)
    priya.kill()
    await priya.open()
    await isAsked(priya, id)
    value(await priya.forum.agree(id))
    await pause(300)
    priya.kill()
    await tomas.open()
    await stands(tomas, id, 'agreed')
    await pause(500)
    await priya.open()
    await stands(tomas, id, 'done')
  })

  test('comes to its end through the mailbox alone, with never both there at once', async () => {
    const { ingrid, tomas, priya } = await three(world)
    for (const each of [ingrid, tomas, priya]) each.reach({ mesh: false })
    const me = ingrid.forum.me
    await priya.close()
    const id = value(await tomas.forum.ask({ type: 'take-role', member: me }, priyaOf(tomas)))
    await pause(1_000)
    await tomas.close()
    await priya.open()
    await isAsked(priya, id)
    value(await priya.forum.agree(id))
    await pause(1_000)
    await priya.close()
    await tomas.open()
    await stands(tomas, id, 'agreed')
    await pause(1_000)
    await tomas.close()
    await priya.open()
    await pause(2_000)
    await priya.close()
    await tomas.open()
    await stands(tomas, id, 'done')
    await until('Ingrid sees it', () => !isModerator(ingrid, ingrid)())
  })

  test('whose proposal lapsed by new keys is proposed anew, and comes to its end', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const id = await asks(tomas, { type: 'take-role', member: ingrid.forum.me }, priya)
    tomas.reach({ relay: false, mesh: false })
    value(await priya.forum.agree(id))
    await pause(500)
    priya.kill()
    tomas.reach({ relay: true, mesh: true })
    await stands(tomas, id, 'agreed')
    await pause(1_000)
    value(await ingrid.forum.renewKeys())
    await until('Tomás holds them', () => tomas.forum.sealing.read().sealed.length === 2)
    await priya.open()
    await stands(tomas, id, 'done')
  })
})

describe('One alone', () => {
  test('takes out another computer of their own', async () => {
    const sodium = await sodiumOnce()
    const { ingrid, tomas } = await three(world)
    const { me } = tomas.forum
    await tomas.close()
    const secrets = await secretsOf(tomas)
    const lost = createDevice(sodium)
    await putOnDisk(tomas, (state) => {
      const device = createDeviceRecord(sodium, state.forum, me, secrets.id, lost)
      return [value(addDevice(sodium, state, secrets, { clock: Date.now(), device }))]
    })
    await tomas.open()
    const devices = (computer: Computer) =>
      computer.forum.members.read().find(({ id }) => id === me)?.devices
    await until('Ingrid knows of two', () => devices(ingrid)?.length === 2)
    expect(await tomas.forum.revokeDevice(secrets.id)).toEqual(fail('not-found'))
    value(await tomas.forum.revokeDevice(lost.id))
    await until('Ingrid knows of one', () => devices(ingrid)?.join() === secrets.id)
    expect(tomas.forum.ended.read()).toBe(null)
  })

  test('takes out a computer that was caught with two entries at one place', async () => {
    const sodium = await sodiumOnce()
    const { ingrid, tomas, priya } = await three(world)
    await posted(priya)
    await priya.close()
    const secrets = await secretsOf(priya)
    const state = await chainOf(priya)
    const invite = () =>
      value(
        createInvite(sodium, state, secrets, {
          clock: Date.now(),
          seed: sodium.random(16),
          expiresAt: Date.now() + 60_000,
        }),
      )
    await tomas.close()
    await putOnDisk(tomas, () => [invite(), invite()])
    await tomas.open()
    const revoked = await tomas.forum.revokeDevice(secrets.id)
    expect(revoked).toEqual({ ok: true, value: null })
    await until('Ingrid knows', () =>
      ingrid.forum.members.read().some(({ devices }) => devices.length === 0),
    )
  })
})
