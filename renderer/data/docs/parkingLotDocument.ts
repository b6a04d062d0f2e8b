import * as v from 'valibot'
import * as Y from 'yjs'
import type { MemberId } from '#shared/ids.ts'
import { memberIdSchema } from '#shared/model/people/index.ts'
import { dateSchema, hasVisible } from '#shared/model/text/index.ts'
import {
  heardSchema,
  settleMerges,
  topicKindSchema,
  topicLimits,
  weightSchema,
} from '#shared/model/topic/index.ts'
import type { Topic, TopicDraft } from '#shared/model/topic/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { createEntries, onlyOf } from './entries.ts'
import type { Fields } from './entries.ts'
import { checkFields, checkShort, checkValue, readField, readShort } from './fields.ts'
import type { FieldRule } from './fields.ts'
import { isEntryId } from './newId.ts'
import { newTitle, readTitle, writeTitle } from './titles.ts'
import { findInTitle, markTitle } from './textMark.ts'
import { openOnce } from './openOnce.ts'
import type { ParkingLotDocument, ParkingLotView, SharedDocument } from './types.ts'
import { createView, keepSame } from './view.ts'

/** The parking lot in a document; the same object each time. */
export const parkingLotOf: (shared: SharedDocument) => ParkingLotDocument = openOnce(openParkingLot)

function openParkingLot(shared: SharedDocument): ParkingLotDocument {
  const topics = createEntries({
    shared,
    root: 'topics',
    limit: topicLimits.topics,
    parse: readTopic,
  })
  const view = createView<ParkingLotView>((last) => {
    const { live, removed } = topics.view.read()
    const before = new Map(last?.topics.map((topic) => [topic.id, topic]))
    const settled = settleMerges(live).map((topic) => keepSame(before.get(topic.id), topic))
    return keepSame(last, { topics: keepSame<readonly Topic[]>(last?.topics, settled), removed })
  })
  topics.view.subscribe(view.invalidate)
  shared.onSettled(view.notify)

  return {
    read: view.read,
    subscribe: view.subscribe,
    addTopic: (draft) => {
      const added = topics.addDrafts([draft], makeTopic, 'last')
      return added.ok ? ok(onlyOf(added.value)) : added
    },
    addTopics: (drafts) => topics.addDrafts(drafts, makeTopic, 'last'),
    markTitle: (id, at) => markTitle(topics.find(id), at),
    findInTitle: (id, mark) => findInTitle(topics.find(id), mark),
    setTopicTitle: (id, next, seen) => {
      const fields = topics.find(id)
      if (fields === null) return fail('not-found')
      return writeTitle(shared, fields, next, seen, topicLimits.title)
    },
    editTopic: (id, change) => {
      const checked = checkFields(rules, change)
      return checked.ok ? topics.set(id, checked.value) : checked
    },
    hear: (id, member, times = 1) => {
      const fields = topics.find(id)
      if (fields === null) return fail('not-found')
      const by = checkValue(memberIdSchema, member)
      if (!by.ok) return by
      const count = (readHeardBy(fields.get('heard')).get(by.value) ?? 0) + times
      const next = checkValue(heardSchema, count)
      if (!next.ok) return next
      return shared.transact(() => {
        const heard = fields.get('heard')
        if (heard instanceof Y.Map) heard.set(by.value, next.value)
        else fields.set('heard', new Y.Map([[by.value, next.value]]))
      })
    },
    mergeTopics: (from, into) => {
      if (from === into) return fail('value-out-of-range')
      const target = view.read().topics.find((topic) => topic.id === into)
      if (target === undefined) return fail('not-found')
      if (target.status === 'merged') return fail('value-out-of-range')
      return topics.set(from, [['status', mergedPrefix + into]])
    },
    removeTopic: topics.remove,
    restoreTopic: topics.restore,
  }
}

/** One value holds the status and the target, so that two writers cannot leave them at odds. */
const mergedPrefix = 'merged:'
const plainStatusSchema = v.picklist(['open', 'selected', 'archived'])
const ownerSchema = v.nullable(memberIdSchema)

const rules = new Map<string, FieldRule>([
  ['ownerId', (value) => checkValue(ownerSchema, value)],
  ['kind', (value) => checkValue(topicKindSchema, value)],
  ['theme', (value) => checkShort(value, topicLimits.theme)],
  ['importance', (value) => checkValue(weightSchema, value)],
  ['urgency', (value) => checkValue(weightSchema, value)],
  ['firstRaised', (value) => checkValue(dateSchema, value)],
  ['status', (value) => checkValue(plainStatusSchema, value)],
])

function readTopic(id: string, fields: Fields): Topic {
  const heardBy = readHeardBy(fields.get('heard'))
  let heard = 0
  for (const count of heardBy.values()) heard += count
  return {
    id,
    title: readTitle(fields.get('title'), topicLimits.title),
    ownerId: readField(ownerSchema, fields.get('ownerId'), null),
    kind: readField(topicKindSchema, fields.get('kind'), 'challenge'),
    theme: readShort(fields.get('theme'), topicLimits.theme),
    importance: readField(weightSchema, fields.get('importance'), 0),
    urgency: readField(weightSchema, fields.get('urgency'), 0),
    heard,
    heardBy,
    firstRaised: readField(dateSchema, fields.get('firstRaised'), ''),
    ...readStatus(fields.get('status')),
  }
}

function readStatus(value: unknown): Pick<Topic, 'status' | 'mergedInto'> {
  if (typeof value === 'string' && value.startsWith(mergedPrefix)) {
    const into = value.slice(mergedPrefix.length)
    if (isEntryId(into)) return { status: 'merged', mergedInto: into }
  }
  return { status: readField(plainStatusSchema, value, 'open'), mergedInto: null }
}

function readHeardBy(value: unknown): ReadonlyMap<MemberId, number> {
  const found = new Map<MemberId, number>()
  if (!(value instanceof Y.Map)) return found
  const counts: Y.Map<unknown> = value
  for (const [key, count] of counts.entries()) {
    const member = v.safeParse(memberIdSchema, key)
    const times = readField(heardSchema, count, 0)
    if (member.success && times > 0) found.set(member.output, times)
  }
  return found
}

function makeTopic(draft: TopicDraft): Result<Fields> {
  if (!hasVisible(draft.title)) return fail('text-empty')
  const title = newTitle(draft.title, topicLimits.title)
  if (!title.ok) return title
  const heard = new Y.Map<unknown>()
  for (const [key, count] of draft.heardBy ?? []) {
    const member = checkValue(memberIdSchema, key)
    if (!member.ok) return member
    const times = checkValue(heardSchema, count)
    if (!times.ok) return times
    heard.set(member.value, times.value)
  }
  const checked = checkFields(rules, {
    ownerId: draft.ownerId ?? null,
    kind: draft.kind ?? (draft.ownerId === null ? 'group' : 'challenge'),
    theme: draft.theme ?? '',
    importance: draft.importance ?? 0,
    urgency: draft.urgency ?? 0,
    firstRaised: draft.firstRaised ?? '',
    status: draft.status ?? 'open',
  })
  if (!checked.ok) return checked
  return ok(new Y.Map<unknown>([['title', title.value], ['heard', heard], ...checked.value]))
}
