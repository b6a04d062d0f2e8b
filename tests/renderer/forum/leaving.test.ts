import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail } from '#shared/result.ts'
import { allHave, asked, mailboxOf, park, remove, three } from './steps.ts'
import { type Computer, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

describe('A member who leaves', () => {
  test('leaves what they wrote, is gone for the others, and writes no more', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const old = await mailboxOf(ingrid)
    const invitation = value(await tomas.forum.invite(60 * 60 * 1000))
    park(tomas, 'a last word')
    value(await tomas.forum.leave())
    expect(tomas.forum.ended.read()).toBe('left')
    expect(tomas.forum.parkingLot.addTopic({ title: 'more' })).toEqual(fail('forum-ended'))
    expect(tomas.forum.welcome(invitation.id)).toEqual(fail('forum-ended'))
    await until('they know', () =>
      [ingrid, priya].every(({ forum }) => forum.members.read().length === 2),
    )
    await until('nothing is owed', () =>
      [ingrid, priya].every(({ forum }) => !forum.sealing.read().owed),
    )
    park(priya, 'after')
    await allHave([ingrid, priya], ['before', 'a last word', 'after'])
    await until(
      'they moved',
      asked(
        () => mailboxOf(ingrid),
        (now) => now !== old,
      ),
    )
    await tomas.close()
    await tomas.open()
    expect(tomas.forum.ended.read()).toBe('left')
    expect(tomas.topics()).toContain('a last word')
    expect(tomas.topics()).not.toContain('after')
  })

  test('while nobody can be reached is heard of at the next start', async () => {
    const { ingrid, tomas, priya } = await three(world)
    tomas.reach({ relay: false, mesh: false })
    value(await tomas.forum.leave())
    tomas.kill()
    tomas.reach({ relay: true })
    await tomas.open()
    await until('they know', () =>
      [ingrid, priya].every(({ forum }) => forum.members.read().length === 2),
    )
  })
})

describe('Roles', () => {
  test('are given and laid down, and everybody sees it', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const moderators = (computer: Computer) =>
      computer.forum.members.read().flatMap(({ id, isModerator }) => (isModerator ? [id] : []))
    expect(moderators(priya)).toEqual([ingrid.forum.me])
    expect(await priya.forum.remove(tomas.forum.me)).toMatchObject(fail('signatures-missing'))
    value(await ingrid.forum.grantRole(priya.forum.me))
    await until('both', () => moderators(tomas).length === 2)
    value(await ingrid.forum.layDownRole())
    await until('one', () =>
      [tomas, priya].every((each) => moderators(each).join() === priya.forum.me),
    )
    await until(
      'her keys',
      () => priya.vault.forum?.epochs.some(({ scope }) => scope === 'moderators') === true,
    )
    const scopes = tomas.vault.forum?.epochs.map(({ scope }) => scope)
    expect(new Set(scopes)).toEqual(new Set(['forum']))
    await remove(priya, tomas.forum.me)
    await until('he is gone', () => ingrid.forum.members.read().length === 2)
    park(ingrid, 'after')
    await allHave([ingrid, priya], ['before', 'after'])
  })
})

describe('New keys', () => {
  test('can be made at any time, and all go on under them', async () => {
    const { ingrid, tomas, priya } = await three(world)
    const old = await mailboxOf(ingrid)
    value(await tomas.forum.renewKeys())
    await until(
      'all moved',
      asked(
        () => mailboxOf(ingrid),
        (now) => now !== old,
      ),
    )
    park(ingrid, 'one')
    park(tomas, 'two')
    await allHave([ingrid, tomas, priya], ['before', 'one', 'two'])
  })
})
