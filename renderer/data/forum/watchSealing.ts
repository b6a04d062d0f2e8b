import { type ForumState, scopeState, sealedTo } from '#crypto'
import type { MemberId } from '#shared/ids.ts'
import { createWritable, type Readable } from '../readable.ts'
import { forumScope } from './names.ts'
import type { Sealing } from './types.ts'

/** How far the newest keys of the forum have come, member by member. */
export function watchSealing(state: Readable<ForumState>): Readable<Sealing> {
  const sealing = createWritable(sealingOf(state.read()))
  state.subscribe(() => {
    const next = sealingOf(state.read())
    if (!isSame(sealing.read(), next)) sealing.set(next)
  })
  return sealing
}

function sealingOf(state: ForumState): Sealing {
  const { waitingFor: devices } = sealedTo(state, forumScope)
  const { members, rotationOwed: owed } = scopeState(state, forumScope)
  const waiting = new Set(devices.map((id) => state.devices.get(id)?.member))
  const waits = (id: MemberId) => waiting.has(id)
  return {
    sealed: [...members].filter((id) => !waits(id)),
    waitingFor: [...members].filter(waits),
    owed,
  }
}

function isSame(a: Sealing, b: Sealing): boolean {
  const key = ({ sealed, waitingFor, owed }: Sealing) =>
    `${sealed.join()} ${waitingFor.join()} ${owed}`
  return key(a) === key(b)
}
