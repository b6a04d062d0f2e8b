import { splitSnapshot } from '#crypto'
import type { DeviceId, EpochId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { LogHead, LogName, StoredEnvelope } from '../log/index.ts'
import type { Documents } from './documents.ts'
import { type DocumentName, documentsOf, snapshotFormat, snapshotLog } from './names.ts'
import type { Quiet } from './quiet.ts'
import { isSameRun, readSnapshots, type SnapshotReading, snapshotLogs } from './readSnapshots.ts'
import { encodeSnapshot } from './snapshotFormat.ts'
import { speaksFor } from './speaksFor.ts'
import type { Writer } from './writer.ts'

/** What writing snapshots needs. */
export interface SnapshotWriting extends SnapshotReading {
  readonly device: DeviceId
  readonly documents: () => Documents
  readonly writer: Writer
  readonly quiet: () => Quiet
  readonly currentEpoch: () => EpochId | null
  /** The scope's first epoch: nobody came with it later, so it needs no snapshots. */
  readonly isFirst: (epoch: EpochId) => boolean
  readonly openerOf: (epoch: EpochId) => DeviceId | undefined
  readonly onWritten: (stored: StoredEnvelope) => void
}

/** Snapshots for those who hold none of the earlier keys. See docs/decisions/0004. */
export interface SnapshotWriter {
  /** Writes every document under the current keys. */
  writeAll(): Promise<Result<null>>
  /**
   * Writes the documents that hold something of ours which newcomers of the current epoch cannot
   * read: it is sealed under older keys, and no snapshot under these covers it. Answers 'wait'
   * while the epoch's opener, who is to write first, has not.
   */
  bridge(patient: boolean): Promise<Result<'done' | 'wait'>>
}

/** An epoch may change while a snapshot is written; then it is begun again under the next one. */
const mostTries = 5

export function createSnapshotWriter(sources: SnapshotWriting): SnapshotWriter {
  const { sodium, log } = sources
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other: the parts of two snapshots must not lie among each other. */
  function inTurn<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }

  async function write(document: DocumentName, tries = mostTries): Promise<Result<null>> {
    const shared = sources.documents().get(document)
    if (shared === undefined) return fail('not-found', document)
    const taken = await sources.quiet().moment(() => ({
      epoch: sources.currentEpoch(),
      covers: log.heads(document).map((head) => ({
        device: head.log.device,
        incarnation: head.log.incarnation,
        seq: head.seq,
        id: head.id,
      })),
      state: shared.encodeSnapshot(),
    }))
    if (!taken.ok) return taken
    const { epoch, ...snapshot } = taken.value
    if (epoch === null) return fail('epoch-unknown')
    const payloads = splitSnapshot(sodium, encodeSnapshot(snapshot))
    if (!payloads.ok) return payloads
    const name = snapshotLog(document, epoch)
    for (const payload of payloads.value) {
      const stored = await sources.writer.write('snapshot', name, snapshotFormat, payload, epoch)
      if (!stored.ok)
        return stored.failure.code === 'epoch-mismatch' && tries > 1
          ? write(document, tries - 1)
          : stored
      sources.onWritten(stored.value)
    }
    return ok(null)
  }

  /** How far own logs are covered by the snapshots of this epoch, and whether its opener wrote any. */
  async function coveredIn(document: DocumentName, epoch: EpochId) {
    const opener = sources.openerOf(epoch)
    const covered = new Map<string, number>()
    let byOpener = false
    for (const head of snapshotLogs(log, document, epoch)) {
      for await (const { snapshot } of readSnapshots(sources, head.log, 0)) {
        byOpener ||= head.log.device === opener
        for (const cover of snapshot.covers) {
          if (cover.device !== sources.device || !speaksFor(head.log.device, cover, opener))
            continue
          const before = covered.get(cover.incarnation) ?? 0
          covered.set(cover.incarnation, Math.max(before, cover.seq))
        }
      }
    }
    return { covered, byOpener }
  }

  /** Whether what follows `covered` in an own log is sealed under other keys than the current. */
  async function isClosed(head: LogHead, covered: number, epoch: EpochId): Promise<boolean> {
    if (covered >= head.seq) return false
    // The log may have grown since its head was asked for.
    const isThis = (name: LogName) =>
      name.document === head.log.document && isSameRun(name, head.log)
    const after = log
      .heads()
      .map((other) => ({ log: other.log, seq: isThis(other.log) ? covered : other.seq }))
    const [next] = await log.read(after, 1)
    return next !== undefined && isThis(next.log) && next.epochId !== epoch
  }

  async function bridgeOne(
    document: DocumentName,
    epoch: EpochId,
    patient: boolean,
  ): Promise<Result<'done' | 'wait'>> {
    const isOpener = sources.openerOf(epoch) === sources.device
    const own = log.heads(document).filter((head) => head.log.device === sources.device)
    if (own.length === 0 && !isOpener) return ok('done')
    const { covered, byOpener } = await coveredIn(document, epoch)
    if (!byOpener && !isOpener && patient) return ok('wait')
    let needed = isOpener && !byOpener
    for (const head of own)
      needed ||= await isClosed(head, covered.get(head.log.incarnation) ?? 0, epoch)
    if (!needed) return ok('done')
    const written = await write(document)
    return written.ok ? ok('done') : written
  }

  return {
    writeAll: () =>
      inTurn(async () => {
        for (const document of documentsOf(log.scope)) {
          const written = await write(document)
          if (!written.ok) return written
        }
        return ok(null)
      }),
    bridge: (patient) =>
      inTurn(async () => {
        const epoch = sources.currentEpoch()
        if (epoch === null || sources.isFirst(epoch)) return ok('done')
        let outcome: 'done' | 'wait' = 'done'
        for (const document of documentsOf(log.scope)) {
          const bridged = await bridgeOne(document, epoch, patient)
          if (!bridged.ok) return bridged
          if (bridged.value === 'wait') outcome = 'wait'
        }
        return ok(outcome)
      }),
  }
}
