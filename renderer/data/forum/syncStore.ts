import type { ForumState } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import type { StoredEnvelope, Vector } from '../log/index.ts'
import type { SyncStore } from '../sync/index.ts'
import type { Chain } from './chain.ts'
import { advance } from './readAll.ts'
import { isInside } from './scopes/access.ts'
import type { Doors } from './scopes/doors.ts'
import type { ScopeTraffic } from './scopes/scopeTraffic.ts'

/** What two devices exchange comes from here. */
export interface SyncStoreSources {
  readonly device: DeviceId
  readonly chain: Chain
  readonly doors: Pick<Doors, 'receive'>
  readonly scopes: () => readonly Pick<ScopeTraffic, 'scope' | 'log' | 'heldBack'>[]
  /** New entries are in the chain and on disk. */
  readonly onEntries: () => Promise<void>
}

/** The logs of all scopes and the chain as the exchange between devices sees them. */
export function createSyncStore(sources: SyncStoreSources): SyncStore {
  const { chain } = sources

  /** Of a scope only those hear who are in it, and only from those who are. */
  function shares(scope: string, receiver: DeviceId): boolean {
    const state = chain.state.read()
    return isInside(state, scope, sources.device) && isInside(state, scope, receiver)
  }

  return {
    async vector() {
      const vectors = sources
        .scopes()
        .map(async ({ log, heldBack }) => heldBack.without(await log.vector()))
      return (await Promise.all(vectors)).flat()
    },
    shares,
    async read(after, receiver, limitBytes) {
      for (const place of sources.scopes()) {
        if (!shares(place.scope, receiver)) continue
        // Snapshots first: they give a newcomer the ground that the rest stands on.
        for (const from of [withoutDocuments(place, after), after]) {
          const page = await readable(place, from, receiver, limitBytes)
          if (page.length > 0) return page
        }
      }
      return []
    },
    receive: (envelope, from) => sources.doors.receive(envelope, from),
    entryIds: () => chain.ids(),
    entries: (ids) => ids.flatMap((id) => chain.entry(id)?.bytes ?? []),
    async receiveEntries(entries) {
      const added = await chain.add(entries)
      if (!added.ok) return added
      if (added.value.added.length > 0) await sources.onEntries()
      return ok(null)
    },
  }

  /** What lies beyond `after` and is sealed to the receiver; older keys are not for a newcomer. */
  async function readable(
    { log, heldBack }: Pick<ScopeTraffic, 'log' | 'heldBack'>,
    after: Vector,
    receiver: DeviceId,
    limitBytes: number,
  ): Promise<readonly StoredEnvelope[]> {
    let from = after
    for (;;) {
      const page = await log.read(from, limitBytes)
      if (page.length === 0) return page
      const state = chain.state.read()
      const fit = page.filter(
        (stored) => isSealedTo(state, stored, receiver) && !heldBack.has(stored.id),
      )
      if (fit.length > 0) return fit
      from = advance(from, page)
    }
  }
}

/** `after`, as if every log but those of snapshots were held to its end. */
function withoutDocuments({ log }: Pick<ScopeTraffic, 'log'>, after: Vector): Vector {
  const snapshotLogs = after.filter(({ log: name }) => name.document.includes('@'))
  const others = log
    .heads()
    .filter(({ log: name }) => !name.document.includes('@'))
    .map(({ log: name, seq }) => ({ log: name, seq }))
  return [...snapshotLogs, ...others]
}

function isSealedTo(state: ForumState, stored: StoredEnvelope, receiver: DeviceId): boolean {
  return state.epochs.get(stored.epochId)?.devices.has(receiver) === true
}
