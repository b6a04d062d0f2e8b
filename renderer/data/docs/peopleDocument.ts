import * as v from 'valibot'
import type { MemberId } from '#shared/ids.ts'
import { memberIdSchema, nameLimits, parseName } from '#shared/model/people/index.ts'
import type { People } from '#shared/model/people/index.ts'
import { fail } from '#shared/result.ts'
import { setIfOther } from './entries.ts'
import { checkValue } from './fields.ts'
import { openOnce } from './openOnce.ts'
import type { PeopleDocument, SharedDocument } from './types.ts'
import { createView, keepSame } from './view.ts'

/** The names in a document; the same object each time. */
export const peopleOf: (shared: SharedDocument) => PeopleDocument = openOnce(openPeople)

function openPeople(shared: SharedDocument): PeopleDocument {
  const forum = shared.map('forum')
  const people = shared.map('people')
  const view = createView<People>((last) => {
    const names = new Map<MemberId, string>()
    for (const [key, value] of people.entries()) {
      const member = v.safeParse(memberIdSchema, key)
      const name = readName(value)
      if (member.success && name !== null) names.set(member.output, name)
    }
    return keepSame(last, { forumName: readName(forum.get('name')) ?? '', names })
  })
  for (const part of [forum, people]) part.observe(view.invalidate)
  shared.onSettled(view.notify)

  return {
    read: view.read,
    subscribe: view.subscribe,
    setForumName: (text) => {
      const name = parseName(text)
      if (!name.ok) return name
      return shared.transact(() => {
        setIfOther(forum, 'name', name.value)
      })
    },
    setName: (id, text) => {
      const member = checkValue(memberIdSchema, id)
      if (!member.ok) return member
      const name = parseName(text)
      if (!name.ok) return name
      if (!people.has(member.value) && people.size >= nameLimits.people) return fail('list-full')
      return shared.transact(() => {
        setIfOther(people, member.value, name.value)
      })
    },
  }
}

/** A name somebody wrote, mended where that is possible, null where it is rubbish. */
function readName(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const name = parseName(value)
  return name.ok ? name.value : null
}
