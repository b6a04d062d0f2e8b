import { type OpenedEnvelope, scopeState } from '#crypto'
import type { DeviceId, EpochId } from '#shared/ids.ts'
import type { Failure, Result } from '#shared/result.ts'
import type { StoredEnvelope } from '../log/index.ts'
import { createBridging } from './bridging.ts'
import type { Content } from './content.ts'
import type { Core } from './core.ts'
import { isFirstEpoch } from './keyring.ts'
import type { ScopeLog } from './scopeLog.ts'
import type { ScopeMemory } from './scopeMemory.ts'
import { createSnapshotTaker, type SnapshotTaker } from './takeSnapshots.ts'
import { createSnapshotWriter } from './writeSnapshots.ts'

/** What snapshots for newcomers need. */
export interface NewcomerSnapshotSources {
  readonly core: Core
  readonly log: ScopeLog
  readonly content: () => Content
  readonly memory: ScopeMemory
  readonly now: () => number
  readonly open: (bytes: Uint8Array) => Result<OpenedEnvelope>
  readonly onWritten: (stored: StoredEnvelope) => void
  readonly onTaken: () => void
  readonly onProblem: (failure: Failure | null) => void
}

/** Snapshots under an epoch for those who came with it: writing them, bridging, taking them in. */
export interface NewcomerSnapshots extends SnapshotTaker {
  /** This device opened the current epoch: writes every document under its keys. */
  lead(): Promise<void>
  /** Other keys are current, or the forum was opened. */
  keysChanged(): void
}

export function createNewcomerSnapshots(sources: NewcomerSnapshotSources): NewcomerSnapshots {
  const { core, log, memory } = sources
  const { scope } = log
  const state = () => core.chain.state.read()
  const currentEpoch = () => core.currentKeys(scope)?.epochId ?? null
  /** What was written whole in this run: acts that make no new keys need it no second time. */
  let ledInto: EpochId | null = null
  const common = {
    sodium: core.sodium,
    log,
    device: core.device.id,
    documents: () => sources.content().documents.all,
    openerOf: (epoch: EpochId): DeviceId | undefined => state().epochs.get(epoch)?.opener,
    reopen({ bytes }: StoredEnvelope) {
      const opened = sources.open(bytes)
      return opened.ok ? opened.value : null
    },
  }
  const writer = createSnapshotWriter({
    ...common,
    writer: sources.content().writer,
    quiet: () => sources.content().quiet,
    currentEpoch,
    isFirst: (epoch) => isFirstEpoch(state(), epoch),
    onWritten: sources.onWritten,
  })
  const taker = createSnapshotTaker({
    ...common,
    memory,
    now: sources.now,
    cameWith: () => core.keyring().cameWith(state(), scope),
    onLoaded: () => sources.content().touched(),
    onTaken: sources.onTaken,
  })
  const bridging = createBridging({
    snapshots: writer,
    memory,
    currentEpoch,
    isOwed: () => scopeState(state(), scope).rotationOwed,
    onProblem: sources.onProblem,
  })

  return {
    ...taker,
    async lead() {
      const epoch = currentEpoch()
      if (epoch === null || epoch === ledInto || isFirstEpoch(state(), epoch)) return
      // The vault may have refused the new keys so far.
      if (common.openerOf(epoch) !== core.device.id) return
      const written = await writer.writeAll()
      // What could not be written now is written by the bridging that follows.
      if (written.ok) ledInto = epoch
      else sources.onProblem(written.failure)
    },
    keysChanged: bridging.soon,
    stop() {
      taker.stop()
      bridging.stop()
    },
  }
}
