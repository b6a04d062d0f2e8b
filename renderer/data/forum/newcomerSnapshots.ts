import type { OpenedEnvelope } from '#crypto'
import type { DeviceId, EpochId } from '#shared/ids.ts'
import type { Failure, Result } from '#shared/result.ts'
import type { StoredEnvelope } from '../log/index.ts'
import { createBridging } from './bridging.ts'
import type { Content } from './content.ts'
import type { Core } from './core.ts'
import { isFirstEpoch } from './keyring.ts'
import type { Memory } from './memory.ts'
import { createSnapshotTaker, type SnapshotTaker } from './takeSnapshots.ts'
import { createSnapshotWriter } from './writeSnapshots.ts'

/** What snapshots for newcomers need. */
export interface NewcomerSnapshotSources {
  readonly core: Core
  readonly content: () => Content
  readonly memory: Memory
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
  const { core, memory } = sources
  const state = () => core.chain.state.read()
  const currentEpoch = () => core.currentKeys().epochId
  const common = {
    sodium: core.sodium,
    log: core.log,
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
    cameWith: () => core.keyring().cameWith(state()),
    onLoaded: () => sources.content().touched(),
    onTaken: sources.onTaken,
  })
  const bridging = createBridging({
    snapshots: writer,
    memory,
    currentEpoch,
    isOwed: () => state().rotationOwed,
    onProblem: sources.onProblem,
  })

  return {
    ...taker,
    async lead() {
      // The vault may have refused the new keys so far.
      if (common.openerOf(currentEpoch()) !== core.device.id) return
      const written = await writer.writeAll()
      // What could not be written now is written by the bridging that follows.
      if (!written.ok) sources.onProblem(written.failure)
    },
    keysChanged: bridging.soon,
    stop() {
      taker.stop()
      bridging.stop()
    },
  }
}
