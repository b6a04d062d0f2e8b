import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLyingRelay, type LyingRelay } from '../../adversary/lyingRelay.ts'
import { decodeSyncMessage } from '#shared/wire/sync/index.ts'
import { deviceOf } from './hostile.ts'
import { chainOf, heldBy, secretsOf } from './offline.ts'
import {
  keysOf,
  linesOf,
  memberOf,
  moderators,
  note,
  notes,
  reads,
  scopesOpened,
  scopesStored,
  self,
  withOther,
} from './scopeSteps.ts'
import { asked, park, posted, remove, sees, three } from './steps.ts'
import { type Computer, startWorld, until, value, type World } from './world.ts'

let world: World
let relay: LyingRelay
beforeEach(async () => {
  relay = createLyingRelay()
  world = await startWorld(relay.between)
})
afterEach(async () => {
  await world.end()
  relay.stop()
})

/** The scopes that anybody ever named to a computer over a direct connection. */
async function scopesNamedTo(computer: Computer): Promise<readonly string[]> {
  const messages = world.sentTo(await deviceOf(computer)).map((frame) => decodeSyncMessage(frame))
  const named = messages.flatMap((message) =>
    message.ok && 'logs' in message.value ? message.value.logs.map(({ log }) => log.scope) : [],
  )
  return [...new Set(named)]
}

const allPosted = () => [...relay.posted.values()].flat()

describe('What two people write for themselves', () => {
  test('is read by both, and nothing of it by a third who has all that the relay has', async () => {
    const { ingrid, tomas, priya } = await three(world)
    await note(ingrid, withOther(tomas), 'the offer')
    await reads(tomas, withOther(ingrid), ['the offer'])
    await note(tomas, withOther(ingrid), 'the answer')
    await reads(ingrid, withOther(tomas), ['the offer', 'the answer'])
    await posted(ingrid, tomas)
    park(ingrid, 'after it')
    await sees(priya, 'after it')
    const pair = heldBy(ingrid).epochs.find(({ scope }) => scope.startsWith('pair:'))?.scope ?? ''
    expect(await scopesOpened(ingrid, allPosted())).toEqual(new Set(['forum', pair]))
    expect(await linesOf(priya, withOther(tomas))).toEqual([])
    await priya.close()
    expect(await scopesOpened(priya, allPosted())).toEqual(new Set(['forum']))
    expect(await keysOf(priya, pair)).toEqual([])
    expect(await scopesStored(priya)).toEqual(['forum'])
  })

  test('goes over a direct connection alone, past a third who has one too', async () => {
    const { ingrid, tomas, priya } = await three(world)
    await note(ingrid, withOther(tomas), 'first')
    await reads(tomas, withOther(ingrid), ['first'])
    for (const each of [ingrid, tomas, priya]) each.reach({ relay: false })
    await note(ingrid, withOther(tomas), 'second')
    await reads(tomas, withOther(ingrid), ['first', 'second'])
    park(ingrid, 'for all')
    await sees(priya, 'for all')
    await priya.close()
    expect(await scopesStored(priya)).toEqual(['forum'])
    // The control: his computer hears of more, once it is told which logs have grown.
    await expect.poll(() => scopesNamedTo(tomas), { timeout: 60_000 }).toHaveLength(2)
    expect(await scopesNamedTo(priya)).toEqual(['forum'])
  })

  test('is put together again when both wrote apart, also over restarts', async () => {
    const { ingrid, tomas } = await three(world)
    await note(ingrid, withOther(tomas), 'together')
    await reads(tomas, withOther(ingrid), ['together'])
    for (const each of [ingrid, tomas]) each.reach({ relay: false, mesh: false })
    await note(ingrid, withOther(tomas), 'hers')
    await note(tomas, withOther(ingrid), 'his')
    await ingrid.close()
    await tomas.close()
    for (const each of [ingrid, tomas]) each.reach({ relay: true, mesh: true })
    await ingrid.open()
    await tomas.open()
    for (const [one, other] of [
      [ingrid, tomas],
      [tomas, ingrid],
    ] as const)
      await reads(one, withOther(other), ['together', 'hers', 'his'])
  })

  test('begun by both at once becomes one', async () => {
    const { ingrid, tomas } = await three(world)
    await Promise.all([
      note(ingrid, withOther(tomas), 'hers'),
      note(tomas, withOther(ingrid), 'his'),
    ])
    await reads(ingrid, withOther(tomas), ['hers', 'his'])
    await reads(tomas, withOther(ingrid), ['hers', 'his'])
    ingrid.kill()
    await ingrid.open()
    await reads(ingrid, withOther(tomas), ['hers', 'his'])
  })

  test('stays with the one who stays, to read, and goes from the computer of the one who leaves', async () => {
    const { ingrid, tomas } = await three(world)
    await note(ingrid, withOther(tomas), 'hers')
    await reads(tomas, withOther(ingrid), ['hers'])
    await note(tomas, withOther(ingrid), 'his')
    await reads(ingrid, withOther(tomas), ['hers', 'his'])
    await note(tomas, self, 'his own')
    value(await tomas.forum.leave())
    const kept = await notes(ingrid, withOther(tomas))
    await until('Ingrid cannot write', () => !kept.setText('more').ok)
    expect(await linesOf(ingrid, withOther(tomas))).toEqual(['hers', 'his'])
    expect(await tomas.forum.notes(withOther(ingrid))).toMatchObject({
      failure: { code: 'scope-outside' },
    })
    expect(await linesOf(tomas, self)).toEqual(['his own'])
    await tomas.close()
    expect(heldBy(tomas).epochs.map(({ scope }) => scope.split(':')[0])).not.toContain('pair')
    expect((await scopesStored(tomas)).map((scope) => scope.split(':')[0]).sort()).toEqual([
      'forum',
      'self',
    ])
    // How much he wrote with her and alone is nothing to all the others.
    const left = (await chainOf(tomas)).dag.entriesOf((await secretsOf(tomas)).id).at(-1)?.body
    expect(left?.type === 'member.leave' && left.cutOffs.length > 0).toBe(true)
    if (left?.type === 'member.leave')
      expect(left.cutOffs.filter(({ scope }) => scope !== 'forum')).toEqual([])
    await tomas.open()
    expect(await linesOf(tomas, self)).toEqual(['his own'])
    expect((await notes(tomas, self)).setText('more')).toMatchObject({
      failure: { code: 'forum-ended' },
    })
    await ingrid.close()
    await ingrid.open()
    expect(await linesOf(ingrid, withOther(tomas))).toEqual(['hers', 'his'])
  })
})

describe('One’s own notes', () => {
  test('are there after a crash, and nobody else has or opens them', async () => {
    const { ingrid, tomas } = await three(world)
    await note(tomas, self, 'mine alone')
    const own = `self:${memberOf(tomas)}`
    const lies = asked(
      () => scopesOpened(tomas, allPosted()),
      (scopes) => scopes.has(own),
    )
    await until('it lies on the relay', lies)
    tomas.kill()
    await tomas.open()
    await reads(tomas, self, ['mine alone'])
    await tomas.close()
    expect(await linesOf(ingrid, self)).toEqual([])
    expect([...(await scopesOpened(ingrid, allPosted()))]).toEqual(['forum'])
    expect([...(await scopesOpened(tomas, allPosted()))].sort()).toEqual(['forum', own])
  })
})

describe('The moderators’ notes', () => {
  test('come with the role as they stand, and go with it from keys and disk', async () => {
    const { ingrid, tomas, priya } = await three(world)
    await note(ingrid, moderators, 'from before')
    await posted(ingrid)
    expect(await tomas.forum.notes(moderators)).toMatchObject({
      failure: { code: 'scope-outside' },
    })
    // Somebody who sleeps may still seal to his older keys, so he has to keep them.
    await priya.close()
    value(await ingrid.forum.grantRole(memberOf(tomas)))
    await until('Tomás is a moderator', () =>
      tomas.forum.members.read().some(({ isMe, isModerator }) => isMe && isModerator),
    )
    await reads(tomas, moderators, ['from before'])
    await note(tomas, moderators, 'his')
    await reads(ingrid, moderators, ['from before', 'his'])

    const lost = await notes(tomas, moderators)
    value(await tomas.forum.layDownRole())
    await until('the notes are empty', () => lost.read().text === '')
    expect(lost.setText('more')).toMatchObject({ failure: { code: 'scope-outside' } })
    expect(await tomas.forum.notes(moderators)).toMatchObject({
      failure: { code: 'scope-outside' },
    })
    await until('the keys are gone', () =>
      heldBy(tomas).epochs.every(({ scope }) => scope !== 'moderators'),
    )
    await note(ingrid, moderators, 'from after')
    await until('new keys are there', () => ingrid.forum.status.read().waiting === 0)
    await reads(ingrid, moderators, ['from before', 'his', 'from after'])
    await tomas.close()
    expect(await scopesStored(tomas)).toEqual(['forum'])
    expect(await scopesOpened(tomas, allPosted())).toEqual(new Set(['forum']))
    await tomas.open()
    expect(heldBy(tomas).epochs.every(({ scope }) => scope !== 'moderators')).toBe(true)

    value(await ingrid.forum.grantRole(memberOf(tomas)))
    await until('Tomás is a moderator again', () =>
      tomas.forum.members.read().some(({ isMe, isModerator }) => isMe && isModerator),
    )
    await reads(tomas, moderators, ['from before', 'his', 'from after'])
    await note(tomas, moderators, 'back')
    await reads(ingrid, moderators, ['from before', 'his', 'from after', 'back'])
    await priya.open()
    park(tomas, 'for all')
    await sees(priya, 'for all')
    await priya.close()
    expect(await scopesStored(priya)).toEqual(['forum'])
  })

  test('come to a moderator who was away when the role was given, by the relay alone', async () => {
    const { ingrid, tomas } = await three(world)
    await note(ingrid, moderators, 'from before')
    await tomas.close()
    value(await ingrid.forum.grantRole(memberOf(tomas)))
    await note(ingrid, moderators, 'meanwhile')
    await posted(ingrid)
    ingrid.reach({ mesh: false })
    tomas.reach({ mesh: false })
    await tomas.open()
    await until('Tomás is a moderator', () =>
      tomas.forum.members.read().some(({ isMe, isModerator }) => isMe && isModerator),
    )
    await reads(tomas, moderators, ['from before', 'meanwhile'])
    tomas.kill()
    await tomas.open()
    await reads(tomas, moderators, ['from before', 'meanwhile'])
  })

  test('of a removed member’s pair and of the forum go on apart', async () => {
    const { ingrid, tomas, priya } = await three(world)
    await note(ingrid, withOther(priya), 'with Priya')
    await reads(priya, withOther(ingrid), ['with Priya'])
    await note(ingrid, withOther(tomas), 'with Tomás')
    await reads(tomas, withOther(ingrid), ['with Tomás'])
    await remove(ingrid, memberOf(tomas))
    await note(ingrid, withOther(priya), 'still')
    await reads(priya, withOther(ingrid), ['with Priya', 'still'])
    await until('Tomás hears of it', () => tomas.forum.ended.read() === 'removed')
    await until('his key of the two is gone', () =>
      heldBy(tomas).epochs.every(({ scope }) => !scope.startsWith('pair:')),
    )
  })
})
