import type { ForumState } from '#crypto'
import type { MemberId } from '#shared/ids.ts'
import type { PeopleDocument } from '../docs/index.ts'
import { createWritable, type Readable } from '../readable.ts'
import type { Person } from './types.ts'

/** What somebody is called until their name has arrived. */
export const nameless = 'Somebody new'

/** The members of the chain with their names from the people document, oldest member first. */
export function watchPeople(
  state: Readable<ForumState>,
  people: PeopleDocument,
  me: MemberId,
): Readable<readonly Person[]> {
  const members = createWritable(read())
  function read(): readonly Person[] {
    const { names } = people.read()
    return [...state.read().members.values()].map(({ id, devices, moderatorBy }) => ({
      id,
      name: names.get(id) ?? nameless,
      isMe: id === me,
      isModerator: moderatorBy !== null,
      devices,
    }))
  }
  const refresh = () => members.set(read())
  state.subscribe(refresh)
  people.subscribe(refresh)
  return members
}
