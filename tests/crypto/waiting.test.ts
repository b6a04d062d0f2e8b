import { describe, expect, test } from 'vitest'
import { addDevice, objectTo } from '#crypto'
import type { DeviceSecrets, Entry, EntryBody } from '#crypto'
import { fixedSodium, now } from './fixtures.ts'
import type { TestForum } from './fixtures.ts'
import { aBody, forge } from './forgery.ts'
import { memberOf, newDevice, stateWith, strictForum, together } from './membership.ts'

const sodium = await fixedSodium(23)
const stamp = { clock: now }

/** A return of `third` by the word of two others, on what the forum knows now. */
function returnOf(forum: TestForum, third: DeviceSecrets, by: DeviceSecrets, with_: DeviceSecrets) {
  const state = forum.state()
  const member = memberOf(state, third)
  const { record } = newDevice(sodium, forum, member, by)
  const body: EntryBody = { type: 'recovery.use', member, device: record, proof: null }
  const made = together(sodium, state, body, by, with_)
  if (!made.ok) throw new Error('two others may')
  return made.value
}

/**
 * Two returns at once in a forum of nine, of which the first in order stands, and a member who then
 * wrote knowing both: from there on all of it is decided. `late` was written before any of it by a
 * device that has no voice: once it is here, everything must be judged anew.
 */
function twoReturns() {
  const { forum, founder, members } = strictForum(sodium, 8)
  const [a, b, c, d, e, f, witness] = members
  if (!a || !b || !c || !d || !e || !f || !witness) throw new Error('there are members')
  const second = newDevice(sodium, forum, memberOf(forum.state(), founder), founder)
  forum.add(addDevice(sodium, forum.state(), founder, { ...stamp, device: second.record }))
  const late = forge(forum.state(), second.device, aBody())
  const acts = [
    { act: returnOf(forum, a, b, c), lost: a },
    { act: returnOf(forum, d, e, f), lost: d },
  ].sort((one, other) => (one.act.id < other.act.id ? -1 : 1))
  const [stands, loses] = acts
  if (stands === undefined || loses === undefined) throw new Error('there are two')
  forum.entries.push(stands.act, loses.act)
  forum.entries.push(forge(forum.state(), witness, aBody()))
  return { forum, members: [founder, ...members], late, stands, loses: loses.act }
}

function verdicts(forum: TestForum, ids: readonly Entry['id'][], ...more: Entry[]) {
  const { refused, pending } = stateWith(forum, ...more)
  return ids.map((id) => refused.get(id) ?? (pending.has(id) ? 'waits' : 'counts'))
}

describe('of two acts that wait', () => {
  test('the first stands, and the other stays lost when an objection stops the first, whatever comes late', () => {
    const { forum, late, stands, loses } = twoReturns()
    const ids = [stands.act.id, loses.id]
    expect(verdicts(forum, ids)).toEqual(['waits', 'act-pending'])
    expect(verdicts(forum, ids, late)).toEqual(['waits', 'act-pending'])
    forum.add(objectTo(sodium, forum.state(), stands.lost, { ...stamp, act: stands.act.id }))
    expect(verdicts(forum, ids)).toEqual(['act-objected', 'act-pending'])
    expect(verdicts(forum, ids, late)).toEqual(['act-objected', 'act-pending'])
  })

  test('none that begins after an objection is undone by it, and a third may then begin', () => {
    const { forum, members, late, stands, loses } = twoReturns()
    forum.add(objectTo(sodium, forum.state(), stands.lost, { ...stamp, act: stands.act.id }))
    const [one, other, third] = members.filter((each) => each.id !== stands.lost.id)
    if (!one || !other || !third) throw new Error('there are members')
    const next = returnOf(forum, third, one, other)
    forum.entries.push(next)
    const ids = [stands.act.id, loses.id, next.id]
    expect(verdicts(forum, ids)).toEqual(['act-objected', 'act-pending', 'waits'])
    expect(verdicts(forum, ids, late)).toEqual(['act-objected', 'act-pending', 'waits'])
  })

  test('one that more than half knew of takes effect, and an objection that comes late does not undo it', () => {
    const { forum, members, late, stands, loses } = twoReturns()
    const objection = objectTo(sodium, forum.state(), stands.lost, {
      ...stamp,
      act: stands.act.id,
    })
    if (!objection.ok) throw new Error('it waits')
    const others = members.filter((each) => each.id !== stands.lost.id)
    for (const each of others) forum.entries.push(forge(forum.state(), each, aBody()))
    const ids = [stands.act.id, loses.id]
    expect(verdicts(forum, ids)).toEqual(['counts', 'act-pending'])
    expect(verdicts(forum, ids, objection.value)).toEqual(['counts', 'act-pending'])
    expect(verdicts(forum, ids, objection.value, late)).toEqual(['counts', 'act-pending'])
  })
})
