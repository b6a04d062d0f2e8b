import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { decodeDevice, derivedClientId, deriveEpochKeys, openEnvelope } from '#crypto'
import { openSharedDocument, parkingLotOf } from '#renderer/data/docs/index.ts'
import type { IncarnationId } from '#shared/ids.ts'
import { fail } from '#shared/result.ts'
import { turnHostile } from './hostile.ts'
import {
  allHave,
  chainOf,
  mailboxOf,
  memberOf,
  park,
  posted,
  remove,
  sees,
  three,
} from './steps.ts'
import { pause, sodiumOnce, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

describe('A removed member', () => {
  test('is told, reads on what is there, and writes no more, also after a restart', async () => {
    const { ingrid, tomas } = await three(world)
    await remove(ingrid, tomas.forum.me)
    await until('he is told', () => tomas.forum.ended.read() === 'removed')
    for (let run = 0; run < 2; run++) {
      expect(tomas.topics()).toEqual(['before'])
      expect(tomas.forum.parkingLot.addTopic({ title: 'more' })).toEqual(fail('forum-ended'))
      expect(await tomas.forum.invite(60_000)).toEqual(fail('forum-ended'))
      expect(await tomas.forum.remove(ingrid.forum.me)).toEqual(fail('forum-ended'))
      expect(await tomas.forum.leave()).toEqual(fail('forum-ended'))
      await tomas.close()
      await tomas.open()
      expect(tomas.forum.ended.read()).toBe('removed')
    }
  })

  test('is told over a link alone', async () => {
    const { ingrid, tomas } = await three(world)
    await until('they are linked', () => ingrid.forum.status.read().connected.length === 2)
    for (const each of [ingrid, tomas]) each.reach({ relay: false })
    await remove(ingrid, tomas.forum.me)
    await until('he is told', () => tomas.forum.ended.read() === 'removed')
  })

  test('opens nothing that is written after, in another mailbox; the others go on', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const old = await mailboxOf(ingrid)
    await remove(ingrid, tomas.forum.me)
    await until('she moved', () => priya.forum.members.read().length === 2)
    park(ingrid, 'after')
    await allHave([ingrid, priya], ['before', 'after'])
    park(priya, 'and on')
    await allHave([ingrid, priya], ['before', 'after', 'and on'])
    await posted(ingrid, priya)
    const seen = value(await ingrid.forum.inspectRelay())
    expect(seen.mailbox).not.toBe(old)
    await until('he is told', () => tomas.forum.ended.read() === 'removed')
    const held = tomas.vault.forum
    if (held === null || seen.newest === null) throw new Error('Both are there')
    const sodium = await sodiumOnce()
    const keys = held.epochs.map(({ scope, epochId, key }) =>
      deriveEpochKeys(sodium, { forum: held.forum, scope, epochId, epochKey: key }),
    )
    const opened = openEnvelope(
      sodium,
      keys,
      () => ({ ok: true, value: new Uint8Array(32) }),
      seen.newest,
    )
    expect(opened).toEqual(fail('epoch-unknown'))
    expect(tomas.topics()).toEqual(['before'])
  })

  test('who goes on writing with an old copy is read by nobody', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const hostile = await turnHostile(world, tomas)
    tomas.kill()
    await remove(ingrid, value(await memberOf(tomas)))
    const sodium = await sodiumOnce()
    const device = value(decodeDevice(sodium, tomas.vault.forum?.device ?? new Uint8Array())).id
    const incarnation = 'ab'.repeat(16) as IncarnationId // 16 bytes
    const updates: Uint8Array[] = []
    const shared = openSharedDocument({
      name: 'parking-lot',
      clientId: derivedClientId(sodium, device, incarnation, 'parking-lot'),
      onUpdate: (update) => updates.push(update),
    })
    value(parkingLotOf(shared).addTopic({ title: 'by the old copy' }))
    shared.destroy()
    const [update = new Uint8Array()] = updates
    await hostile.post(
      { kind: 'update', format: 1, document: 'parking-lot', seq: 1, prev: null },
      update,
    )
    park(ingrid, 'after')
    await allHave([ingrid, priya], ['before', 'after'])
    await pause(500)
    await priya.close()
    await priya.open()
    await allHave([ingrid, priya], ['before', 'after'])
  })

  test('leaves no open invitation behind', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const { id } = value(await tomas.forum.invite(60 * 60 * 1000))
    park(tomas, 'after the invitation')
    await sees(ingrid, 'after the invitation')
    await remove(ingrid, tomas.forum.me)
    await until('Priya knows', () => priya.forum.members.read().length === 2)
    for (const each of [ingrid, priya]) {
      await each.close()
      expect((await chainOf(each)).invitations.get(id)?.status).toBe('revoked')
    }
  })

  test('who is a moderator cannot be removed by one alone', async () => {
    const { ingrid, tomas } = await three(world)
    value(await ingrid.forum.grantRole(tomas.forum.me))
    expect(await ingrid.forum.remove(tomas.forum.me)).toMatchObject(fail('signatures-missing'))
    expect(ingrid.forum.members.read()).toHaveLength(3)
  })
})

describe('A removal', () => {
  test('survives a crash of the remover at any moment, and the others all come to the same', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const me = tomas.forum.me
    tomas.kill()
    void ingrid.forum.remove(me)
    await pause(Math.random() * 60)
    ingrid.kill()
    await ingrid.open()
    if (ingrid.forum.members.read().length === 3) await remove(ingrid, me)
    await until('nothing is owed', () => !ingrid.forum.sealing.read().owed)
    await until('Priya knows', () => priya.forum.members.read().length === 2)
    park(ingrid, 'after')
    park(priya, 'after too')
    await allHave([ingrid, priya], ['before', 'after', 'after too'])
  })

  test('that is back-dated undoes nothing that all have', async () => {
    const { ingrid, tomas, priya } = await three(world)
    value(await ingrid.forum.grantRole(priya.forum.me))
    await until('she is one', () =>
      priya.forum.members.read().some((each) => each.isMe && each.isModerator),
    )
    await posted(ingrid, tomas, priya)
    priya.reach({ relay: false, mesh: false })
    for (let count = 0; count < 3; count++) park(tomas, `months later ${count}`)
    await sees(ingrid, 'months later 2')
    park(ingrid, 'and an answer')
    await posted(ingrid, tomas)
    await remove(priya, tomas.forum.me)
    priya.reach({ relay: true, mesh: true })
    const stays = [0, 1, 2].map((count) => `months later ${count}`)
    await allHave([ingrid, priya], ['before', 'and an answer', ...stays])
  })
})
