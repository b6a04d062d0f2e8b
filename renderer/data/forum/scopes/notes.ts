import { pairScope, parseScope, selfScope } from '#crypto'
import type { MemberId } from '#shared/ids.ts'
import { fail, invariant, ok, type Result } from '#shared/result.ts'
import { type NotesDocument, notesOf } from '../../docs/index.ts'
import { LogReadError } from '../../log/index.ts'
import { createWritable, type Readable } from '../../readable.ts'
import type { Core } from '../core.ts'
import { moderatorScope } from '../names.ts'
import { steady } from '../steady.ts'
import type { Forum, NotesPlace } from '../types.ts'
import type { Scopes } from './openScopes.ts'
import type { ScopeTraffic } from './scopeTraffic.ts'

/** Opens the notes of a scope; the same object each time while the scope stays open. */
export function createNotes(core: Core, scopes: Pick<Scopes, 'find'>): Forum['notes'] {
  const known = new WeakMap<ScopeTraffic, NotesDocument>()

  return async (place) => {
    const found = await open(scopeOf(core, place))
    if (!found.ok) return found
    if (found.value === null) return fail('scope-outside')
    const notes = known.get(found.value) ?? typed(found.value)
    known.set(found.value, notes)
    return ok(notes)
  }

  async function open(scope: string): Promise<Result<ScopeTraffic | null>> {
    try {
      return ok(await scopes.find(scope))
    } catch (error) {
      if (error instanceof LogReadError) return fail('database-failed', error.message)
      throw error
    }
  }
}

function typed({ documents }: ScopeTraffic): NotesDocument {
  function current(): NotesDocument {
    const shared = documents.all.get('notes')
    invariant(shared !== undefined, 'a scope beside the forum has notes')
    return notesOf(shared)
  }
  return steady(current, (listener) => documents.onReplaced('notes', listener))
}

/** Once this person is out, their own are still those of before. */
function scopeOf({ chain, device, held }: Core, place: NotesPlace): string {
  const { member } = held()
  switch (place.kind) {
    case 'moderators':
      return moderatorScope
    case 'with':
      return pairScope(member, place.member)
    case 'self':
      return selfScope(chain.state.read().devices.get(device.id) ?? { member, lineage: null })
  }
}

/** The members with whom notes are held and who are in the forum no more. */
export function watchFormerPartners(core: Core): Readable<readonly MemberId[]> {
  const { state } = core.chain
  const found = createWritable(partners())

  function partners(): readonly MemberId[] {
    const { members } = state.read()
    const { epochs, member } = core.held()
    const others = epochs.flatMap(({ scope }) => {
      const parsed = parseScope(scope)
      return parsed?.kind === 'pair' ? parsed.members.filter((id) => id !== member) : []
    })
    return [...new Set(others)].filter((id) => !members.has(id)).sort()
  }

  state.subscribe(() => {
    const next = partners()
    if (next.join() !== found.read().join()) found.set(next)
  })
  return found
}
