import type { ForumState } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import type { SealedLog, StoredEnvelope, Vector } from '../log/index.ts'
import type { SyncStore } from '../sync/index.ts'
import type { Chain } from './chain.ts'
import type { Door } from './door.ts'
import type { HeldBack } from './heldBack.ts'
import { forumScope } from './names.ts'
import { advance } from './readAll.ts'

/** What two devices exchange comes from here. */
export interface SyncStoreSources {
  readonly log: SealedLog
  readonly chain: Chain
  readonly door: Door
  readonly heldBack: Pick<HeldBack, 'has' | 'without'>
  /** New entries are in the chain and on disk. */
  readonly onEntries: () => Promise<void>
}

/** The log and the chain as the exchange between devices sees them. */
export function createSyncStore(sources: SyncStoreSources): SyncStore {
  const { log, chain } = sources
  return {
    vector: async () => sources.heldBack.without(await log.vector(forumScope)),
    shares: (scope, receiver) => scope === forumScope && chain.state.read().devices.has(receiver),
    async read(after, receiver, limitBytes) {
      // Snapshots first: they give a newcomer the ground that the rest stands on.
      const snapshots = await readable(withoutDocuments(after), receiver, limitBytes)
      return snapshots.length > 0 ? snapshots : readable(after, receiver, limitBytes)
    },
    receive: (envelope, from) => sources.door.receive(envelope, from),
    entryIds: () => chain.ids(),
    entries: (ids) => ids.flatMap((id) => chain.entry(id)?.bytes ?? []),
    async receiveEntries(entries) {
      const added = await chain.add(entries)
      if (!added.ok) return added
      if (added.value.added.length > 0) await sources.onEntries()
      return ok(null)
    },
  }

  /** `after`, as if every log but those of snapshots were held to its end. */
  function withoutDocuments(after: Vector): Vector {
    const snapshotLogs = after.filter(({ log: name }) => name.document.includes('@'))
    const others = log
      .heads(forumScope)
      .filter(({ log: name }) => !name.document.includes('@'))
      .map(({ log: name, seq }) => ({ log: name, seq }))
    return [...snapshotLogs, ...others]
  }

  /** What lies beyond `after` and is sealed to the receiver; older keys are not for a newcomer. */
  async function readable(
    after: Vector,
    receiver: DeviceId,
    limitBytes: number,
  ): Promise<readonly StoredEnvelope[]> {
    let from = after
    for (;;) {
      const page = await log.read(forumScope, from, limitBytes)
      if (page.length === 0) return page
      const state = chain.state.read()
      const fit = page.filter(
        (stored) => isSealedTo(state, stored, receiver) && !sources.heldBack.has(stored.id),
      )
      if (fit.length > 0) return fit
      from = advance(from, page)
    }
  }
}

function isSealedTo(state: ForumState, stored: StoredEnvelope, receiver: DeviceId): boolean {
  return state.epochs.get(stored.epochId)?.devices.has(receiver) === true
}
