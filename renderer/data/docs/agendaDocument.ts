import * as Y from 'yjs'
import {
  agendaLimits,
  itemKindSchema,
  minutesSchema,
  plannedMinutesSchema,
  startSchema,
} from '#shared/model/agenda/index.ts'
import type { AgendaItem, AgendaItemDraft } from '#shared/model/agenda/index.ts'
import { dateSchema } from '#shared/model/text/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { createEntries, onlyOf, setIfOther } from './entries.ts'
import type { Fields } from './entries.ts'
import { checkFields, checkShort, checkValue, readField, readShort } from './fields.ts'
import type { FieldRule } from './fields.ts'
import { newTitle, planTitle, readTitle, writeTitle } from './titles.ts'
import { findInTitle, markTitle } from './textMark.ts'
import { openOnce } from './openOnce.ts'
import type { AgendaDocument, AgendaView, SharedDocument } from './types.ts'
import { createView, keepSame } from './view.ts'

/** The agenda in a document; the same object each time. */
export const agendaOf: (shared: SharedDocument) => AgendaDocument = openOnce(openAgenda)

function openAgenda(shared: SharedDocument): AgendaDocument {
  const details = shared.map('agenda')
  const title = shared.text('agenda-title')
  const items = createEntries({
    shared,
    root: 'agenda-items',
    limit: agendaLimits.items,
    parse: readItem,
  })
  const view = createView<AgendaView>((last) => {
    const { live, removed } = items.view.read()
    return keepSame(last, {
      title: readTitle(title, agendaLimits.title),
      date: readField(dateSchema, details.get('date'), ''),
      start: readField(startSchema, details.get('start'), ''),
      plannedMinutes: readField(plannedMinutesSchema, details.get('plannedMinutes'), null),
      items: live,
      removed,
    })
  })
  for (const part of [details, title]) part.observe(view.invalidate)
  items.view.subscribe(view.invalidate)
  shared.onSettled(view.notify)

  const setDetail = (key: string, value: Result<unknown>) => {
    if (!value.ok) return value
    return shared.transact(() => {
      setIfOther(details, key, value.value)
    })
  }

  return {
    read: view.read,
    subscribe: view.subscribe,
    setTitle: (next, seen) => {
      const plan = planTitle(title, next, seen, agendaLimits.title)
      return plan.ok ? shared.transact(plan.value.write, 'typing') : plan
    },
    setDate: (date) => setDetail('date', checkValue(dateSchema, date)),
    setStart: (start) => setDetail('start', checkValue(startSchema, start)),
    setPlannedMinutes: (minutes) =>
      setDetail('plannedMinutes', checkValue(plannedMinutesSchema, minutes)),
    addItem: (draft, place = 'last') => {
      const added = items.addDrafts([draft], makeItem, place)
      return added.ok ? ok(onlyOf(added.value)) : added
    },
    addItems: (drafts) => items.addDrafts(drafts, makeItem, 'last'),
    markTitle: (id, at) => markTitle(items.find(id), at),
    findInTitle: (id, mark) => findInTitle(items.find(id), mark),
    setItemTitle: (id, next, seen) => {
      const fields = items.find(id)
      if (fields === null) return fail('not-found')
      return writeTitle(shared, fields, next, seen, agendaLimits.title)
    },
    editItem: (id, change) => {
      const checked = checkFields(rules, change)
      return checked.ok ? items.set(id, checked.value) : checked
    },
    moveItem: items.move,
    removeItem: items.remove,
    restoreItem: items.restore,
  }
}

function readItem(id: string, fields: Fields): AgendaItem {
  return {
    id,
    title: readTitle(fields.get('title'), agendaLimits.title),
    minutes: readField(minutesSchema, fields.get('minutes'), 0),
    lead: readShort(fields.get('lead'), agendaLimits.lead),
    kind: readField(itemKindSchema, fields.get('kind'), 'other'),
  }
}

function makeItem(draft: AgendaItemDraft): Result<Fields> {
  const title = newTitle(draft.title ?? '', agendaLimits.title)
  if (!title.ok) return title
  const checked = checkFields(rules, {
    minutes: draft.minutes ?? 10,
    lead: draft.lead ?? '',
    kind: draft.kind ?? 'other',
  })
  if (!checked.ok) return checked
  return ok(new Y.Map<unknown>([['title', title.value], ...checked.value]))
}

const rules = new Map<string, FieldRule>([
  ['minutes', (value) => checkValue(minutesSchema, value)],
  ['lead', (value) => checkShort(value, agendaLimits.lead)],
  ['kind', (value) => checkValue(itemKindSchema, value)],
])
