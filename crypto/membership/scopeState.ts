import { forumScope, moderatorScope } from './limits.ts'
import { devicesOf, membersOf } from './scopes.ts'
import type { ForumState, InnerView, ScopeState } from './types.ts'
import { currentEpoch } from './view.ts'

/** Who may read a scope and what is owed there, for any scope, even one never opened. */
export function scopeState(state: ForumState, scope: string): ScopeState {
  const known = state.scopes.get(scope)
  const view = known === undefined ? state.dag.viewAt(state.heads) : undefined
  return known ?? (view === undefined ? ended(scope) : stateOf(view, scope))
}

/** The forum's own, the moderators', and all that were ever opened. */
export function scopesOf(view: InnerView): ReadonlyMap<string, ScopeState> {
  const names = new Set([forumScope, moderatorScope, ...view.latestOpens.keys()])
  return new Map([...names].map((scope) => [scope, stateOf(view, scope)]))
}

function stateOf(view: InnerView, scope: string): ScopeState {
  const { epoch, owed } = currentEpoch(view, scope)
  return {
    scope,
    devices: devicesOf(view, scope),
    members: membersOf(view, scope),
    currentEpoch: epoch,
    rotationOwed: owed,
  }
}

function ended(scope: string): ScopeState {
  return { scope, devices: new Set(), members: new Set(), currentEpoch: null, rotationOwed: false }
}
