import { describe, expect, test } from 'vitest'
import { peopleOf } from '#renderer/data/docs/index.ts'
import type { MemberId } from '#shared/ids.ts'
import { codeOf, deliver, ids, must, openReplica } from './replica.ts'

const ingrid = '1'.repeat(32) as MemberId
const hiroko = '2'.repeat(32) as MemberId
const open = (id = 0) => {
  const replica = openReplica(ids[id] ?? 1)
  return { replica, people: peopleOf(replica.shared) }
}

describe('the names of a forum', () => {
  test('reach the other member in any script', () => {
    const a = open(0)
    const b = open(1)
    must(a.people.setForumName(' Meridian Forum '))
    must(a.people.setName(ingrid, 'Ingrid Solheim'))
    must(a.people.setName(hiroko, '山田 寛子'))
    deliver(a.replica, b.replica)
    expect(b.people.read()).toEqual({
      forumName: 'Meridian Forum',
      names: new Map([
        [ingrid, 'Ingrid Solheim'],
        [hiroko, '山田 寛子'],
      ]),
    })
  })

  test('are refused when empty or too long, and the old name stays', () => {
    const { people } = open()
    must(people.setName(ingrid, 'Ingrid'))
    expect(codeOf(people.setName(ingrid, ' \u200b'))).toBe('text-empty')
    expect(codeOf(people.setName(ingrid, 'x'.repeat(100_000)))).toBe('text-too-long')
    expect(codeOf(people.setForumName(''))).toBe('text-empty')
    expect(codeOf(people.setName('x' as MemberId, 'Ingrid'))).toBe('value-out-of-range')
    expect(people.read().names.get(ingrid)).toBe('Ingrid')
  })

  test('are the same object until one changes', () => {
    const { people } = open()
    must(people.setName(ingrid, 'Ingrid'))
    const before = people.read()
    must(people.setName(ingrid, 'Ingrid'))
    expect(people.read()).toBe(before)
    must(people.setName(ingrid, 'Ingrid S.'))
    expect(people.read()).not.toBe(before)
  })

  test('are mended or left out when a document holds rubbish', () => {
    const { replica, people } = open()
    const names = replica.shared.doc.getMap('people')
    names.set(ingrid, ' In\u202egrid\u0000 ')
    names.set(hiroko, 'x'.repeat(10_000))
    names.set('__proto__', 'Mallory')
    replica.shared.doc.getMap('forum').set('name', ['Meridian'])
    expect(people.read()).toEqual({ forumName: '', names: new Map([[ingrid, 'Ingrid']]) })
  })
})
