import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { parkingLotOf } from '#renderer/data/docs/index.ts'
import type { MemberId } from '#shared/ids.ts'
import { topicLists } from '#shared/model/topic/index.ts'
import { codeOf, deliver, ids, must, openReplica } from './replica.ts'
import meridian from '../../fixtures/meridian.json' with { type: 'json' }

const open = (id = 0) => {
  const replica = openReplica(ids[id] ?? 1)
  return { replica, parkingLot: parkingLotOf(replica.shared) }
}
/** The fixture's short ids as ids of the right shape. */
const member = (id: string | null) =>
  (id === null ? null : id.slice(1).padStart(32, '0')) as MemberId
const ingrid = member('m01')
const tomas = member('m02')

describe('a parking lot', () => {
  test("gives the Meridian forum's three lists, from the other member's copy", () => {
    const a = open(0)
    const b = open(1)
    const added = must(
      a.parkingLot.addTopics(
        meridian.parking_lot.map((topic) => ({
          title: topic.title,
          ownerId: topic.owner === null ? null : member(topic.owner),
          theme: topic.theme,
          importance: topic.importance,
          urgency: topic.urgency,
          heardBy: new Map([[ingrid, topic.mentions]]),
          firstRaised: topic.first_raised,
          status:
            topic.status === 'selected' || topic.status === 'archived' ? topic.status : 'open',
        })),
      ),
    )
    const names = new Map(added.map((id, at) => [id, meridian.parking_lot[at]?.id ?? '']))
    const byName = new Map([...names].map(([id, name]) => [name, id]))
    must(a.parkingLot.mergeTopics(byName.get('t29') ?? '', byName.get('t01') ?? ''))
    deliver(a.replica, b.replica)
    expect(b.parkingLot.read()).toEqual(a.parkingLot.read())
    expect(b.parkingLot.read().topics.map((topic) => topic.title)).toEqual(
      meridian.parking_lot.map((topic) => topic.title),
    )
    const lists = topicLists(b.parkingLot.read().topics)
    const short = (topics: readonly { id: string }[]) => topics.map(({ id }) => names.get(id))
    expect(short(lists.urgentNow)).toEqual(['t02', 't09', 't05', 't01', 't04'])
    expect(short(lists.keepsComingBack)).toEqual(['t07', 't03', 't16', 't01', 't06'])
    expect(lists.sharedBySeveral.map(({ name }) => name)).toEqual([
      'family',
      'ownership',
      'people',
      'operations',
      'self',
    ])
  })

  test('refuses a topic of 100,000 characters by name and loses nothing of it', () => {
    const { replica, parkingLot } = open()
    const id = must(parkingLot.addTopic({ title: 'short' }))
    const long = 'x'.repeat(100_000)
    expect(codeOf(parkingLot.addTopic({ title: long }))).toBe('text-too-long')
    expect(codeOf(parkingLot.setTopicTitle(id, long))).toBe('text-too-long')
    expect(parkingLot.read().topics.map((topic) => topic.title)).toEqual(['short'])
    replica.shared.flush()
    expect(replica.sent).toHaveLength(1)
  })

  test('takes all or none of several topics', () => {
    const { parkingLot } = open()
    const drafts = [{ title: 'a' }, { title: ' ' }]
    expect(codeOf(parkingLot.addTopics(drafts))).toBe('text-empty')
    expect(codeOf(parkingLot.addTopics([{ title: 'a' }, { title: 'b', urgency: 11 }]))).toBe(
      'value-out-of-range',
    )
    expect(parkingLot.read().topics).toEqual([])
    expect(must(parkingLot.addTopics([]))).toEqual([])
  })

  test('counts what two members heard at the same time', () => {
    const a = open(0)
    const b = open(1)
    const id = must(a.parkingLot.addTopic({ title: 'x' }))
    deliver(a.replica, b.replica)
    const had = a.replica.sent.length
    must(a.parkingLot.hear(id, ingrid))
    must(a.parkingLot.hear(id, ingrid))
    must(b.parkingLot.hear(id, tomas))
    deliver(a.replica, b.replica, had)
    deliver(b.replica, a.replica)
    for (const { parkingLot } of [a, b]) {
      expect(parkingLot.read().topics[0]?.heard).toBe(3)
      expect(parkingLot.read().topics[0]?.heardBy).toEqual(
        new Map([
          [ingrid, 2],
          [tomas, 1],
        ]),
      )
    }
    must(b.parkingLot.hear(id, tomas, -1))
    expect(b.parkingLot.read().topics[0]?.heard).toBe(2)
    expect(codeOf(b.parkingLot.hear(id, tomas, -1))).toBe('value-out-of-range')
  })

  test('says whose a topic is and where it stands', () => {
    const { parkingLot } = open()
    const id = must(parkingLot.addTopic({ title: 'x', ownerId: ingrid, theme: 'family' }))
    must(
      parkingLot.editTopic(id, { ownerId: tomas, importance: 9, urgency: 2, status: 'selected' }),
    )
    expect(parkingLot.read().topics[0]).toMatchObject({
      ownerId: tomas,
      kind: 'challenge',
      theme: 'family',
      importance: 9,
      urgency: 2,
      status: 'selected',
    })
    expect(codeOf(parkingLot.editTopic(id, { importance: 11 }))).toBe('value-out-of-range')
    expect(codeOf(parkingLot.editTopic(id, { ownerId: 'Ingrid' as MemberId }))).toBe(
      'value-out-of-range',
    )
    must(parkingLot.editTopic(id, { status: 'archived' }))
    expect(parkingLot.read().topics[0]?.status).toBe('archived')
  })

  test('never loses a topic to two merges at once', () => {
    const a = open(0)
    const b = open(1)
    const [x = '', y = ''] = must(a.parkingLot.addTopics([{ title: 'x' }, { title: 'y' }]))
    deliver(a.replica, b.replica)
    const had = a.replica.sent.length
    must(a.parkingLot.mergeTopics(x, y))
    must(b.parkingLot.mergeTopics(y, x))
    deliver(a.replica, b.replica, had)
    deliver(b.replica, a.replica)
    expect(a.parkingLot.read()).toEqual(b.parkingLot.read())
    expect(
      a.parkingLot
        .read()
        .topics.map((topic) => topic.status)
        .sort(),
    ).toEqual(['merged', 'open'])
    expect(codeOf(a.parkingLot.mergeTopics(x, x))).toBe('value-out-of-range')
    expect(codeOf(a.parkingLot.mergeTopics(x, 'nobody'))).toBe('not-found')
    const view = a.parkingLot.read()
    must(a.parkingLot.addTopic({ title: 'z' }))
    expect(a.parkingLot.read().topics.slice(0, 2)).toEqual(view.topics)
    for (const at of [0, 1]) expect(a.parkingLot.read().topics[at]).toBe(view.topics[at])
  })

  test('gives the same objects for topics that did not change', () => {
    const { parkingLot } = open()
    const [x = ''] = must(parkingLot.addTopics([{ title: 'x' }, { title: 'y' }]))
    const before = parkingLot.read()
    must(parkingLot.hear(x, ingrid))
    const after = parkingLot.read()
    expect(after.topics[0]).not.toBe(before.topics[0])
    expect(after.topics[1]).toBe(before.topics[1])
    must(parkingLot.removeTopic(x))
    expect(parkingLot.read().topics).toHaveLength(1)
    must(parkingLot.restoreTopic(x))
    expect(parkingLot.read().topics).toHaveLength(2)
  })

  test('reads rubbish as far as it makes sense', () => {
    const { replica, parkingLot } = open()
    const id = '7'.repeat(32)
    replica.shared.doc.getMap('topics').set(
      id,
      new Y.Map<unknown>([
        ['title', 7],
        ['ownerId', '__proto__'],
        ['importance', Number.POSITIVE_INFINITY],
        ['urgency', -3],
        ['status', 'merged:nowhere'],
        [
          'heard',
          new Y.Map<unknown>([
            ['constructor', 4],
            [ingrid, 1e9],
            [tomas, 2],
          ]),
        ],
      ]),
    )
    expect(parkingLot.read().topics).toEqual([
      {
        id,
        title: '',
        ownerId: null,
        kind: 'challenge',
        theme: '',
        importance: 0,
        urgency: 0,
        heard: 2,
        heardBy: new Map([[tomas, 2]]),
        firstRaised: '',
        status: 'open',
        mergedInto: null,
      },
    ])
  })
})
