import { acknowledgeEpoch, type EpochState, type ForumState } from '#crypto'
import { equalBytes } from '#shared/codec/index.ts'
import { ok, type Result } from '#shared/result.ts'
import type { HeldForum } from '../../profile/index.ts'
import type { Publish } from '../author.ts'
import type { Core } from '../core.ts'
import { currentEpochs, mayWrite } from './currentEpochs.ts'
import { withSealing } from './sealingKeys.ts'

type HeldSealing = HeldForum['sealing'][number]

/** What acknowledging needs. */
export interface AcknowledgeSources {
  readonly core: Core
  readonly now: () => number
  readonly publish: Publish
}

/**
 * Says of every scope's current epoch that this device holds its key, each with a fresh X-Wing pair
 * and a fresh mailbox. Both are in the vault before the entry exists, and a pair that is there and was
 * never published is used before another is made: so whenever the app dies, nothing is published
 * whose secret is not held, and what was begun is finished with the same keys. The entry is made,
 * stored and sent as one act of this device's author: never a second one at the same place.
 */
export async function acknowledgeAll(sources: AcknowledgeSources): Promise<Result<null>> {
  const { core } = sources
  for (const { id } of owing(core, core.chain.state.read())) {
    const done = await sources.publish(async (state) => {
      // An own act before this one may have changed everything.
      if (!owing(core, state).some((epoch) => epoch.id === id)) return ok([])
      const made = await unpublished(core, state)
      if (!made.ok) return made
      const { seed, mailbox } = made.value
      const sealingKey = core.sodium.sealingPair(seed).publicKey
      const options = { clock: sources.now(), epoch: id, sealingKey, mailbox }
      const entry = acknowledgeEpoch(core.sodium, state, core.device, options)
      return entry.ok ? ok([entry.value]) : entry
    })
    if (!done.ok) return done
  }
  return ok(null)
}

/** The epochs whose key is held here and not acknowledged yet. */
function owing({ device, keyring }: Core, state: ForumState): readonly EpochState[] {
  if (!mayWrite(state, device.id)) return []
  return currentEpochs(state, device.id).filter(
    ({ id }) =>
      keyring().get(id) !== undefined && state.acknowledged.get(id)?.has(device.id) !== true,
  )
}

/** A pair that is in the vault and in no entry. */
async function unpublished(core: Core, state: ForumState): Promise<Result<HeldSealing>> {
  const { sodium, profile } = core
  const published = state.dag
    .entriesOf(core.device.id)
    .flatMap(({ body }) => (body.type === 'epoch.ack' ? [body.sealingKey] : []))
  const find = (held: HeldForum) =>
    held.sealing.find(({ seed }) => {
      const { publicKey } = sodium.sealingPair(seed)
      return !published.some((key) => equalBytes(key, publicKey))
    })
  const before = find(core.held())
  if (before !== undefined) return ok(before)
  const fresh = { seed: sodium.random(32), mailbox: sodium.random(32) }
  const stored = await profile.change((contents) => ({
    ...contents,
    forum: contents.forum && withSealing(contents.forum, fresh),
  }))
  return stored.ok ? ok(fresh) : stored
}
