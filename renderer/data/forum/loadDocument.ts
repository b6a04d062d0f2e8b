import { type CountedEnds, derivedClientId, type OpenedEnvelope, runOf } from '#crypto'
import { invariant } from '#shared/result.ts'
import { openSharedDocument, type SharedDocument } from '../docs/index.ts'
import type { LocalSnapshot, LogName, StoredEnvelope, Vector } from '../log/index.ts'
import type { DocumentSources } from './documentSources.ts'
import { type DocumentName, snapshotPlace, updateFormat } from './names.ts'
import { isLoadable, readSnapshots } from './readSnapshots.ts'

/** An update of the log's tail, as the document takes it. */
interface TailUpdate {
  readonly update: Uint8Array
  readonly author: number
  readonly log: LogName
  readonly seq: number
}

/**
 * Opens one document: the local snapshot, what came as snapshots where the log has a hole that only
 * they fill, then the log's tail in one step. Each update of the tail passes the same rules as when
 * it came, so one that was refused then neither counts now nor keeps the others out. Of a log that
 * is named in `ends` only what lies before its end is taken.
 */
export async function loadDocument(
  sources: DocumentSources,
  name: DocumentName,
  ends: CountedEnds,
): Promise<SharedDocument> {
  const kept = await sources.log.loadSnapshot(name)
  // A damaged snapshot is in the log's own list of damage; the whole log stands in for it.
  const local = kept.ok && kept.value !== null && isWithin(kept.value, ends) ? kept.value : null
  const loaded =
    (local === null ? null : await loadFrom(sources, name, ends, local)) ??
    (await loadFrom(sources, name, ends, null))
  invariant(loaded !== null, 'without a local snapshot there is none that cannot be used')
  return loaded
}

/** A state that holds more of a log than counts now cannot be used. */
function isWithin({ covers }: LocalSnapshot, ends: CountedEnds): boolean {
  return covers.every(({ log, seq }) => seq <= (ends.get(runOf(log)) ?? seq))
}

/** Null when the local snapshot cannot be used. */
async function loadFrom(
  sources: DocumentSources,
  name: DocumentName,
  ends: CountedEnds,
  local: LocalSnapshot | null,
): Promise<SharedDocument | null> {
  const { tail, hasHole } = await readTail(sources, name, ends, local?.covers ?? [])
  let received: readonly Uint8Array[] = []
  function begin(): SharedDocument | null {
    const shared = open(sources, name)
    const isUsable = local === null || shared.loadSnapshot(local.state).ok
    const thrower = received.find((state) => !shared.loadSnapshot(state).ok)
    if (isUsable && thrower === undefined) return shared
    shared.destroy()
    received = received.filter((state) => state !== thrower)
    return isUsable ? begin() : null
  }
  const came = sources.cameWith() !== null
  if (came && (hasHole || local === null)) received = await receivedStates(sources, name)
  const shared = await applyTail(sources, begin, tail)
  if (shared === null || !came || received.length > 0 || !shared.isWaiting()) return shared
  // Something still waits for writing under keys that this device never had.
  shared.destroy()
  received = await receivedStates(sources, name)
  return applyTail(sources, begin, tail)
}

/**
 * Applies the tail in one step. When Yjs throws, half of that step is in: then the document is
 * begun anew and taken update by update, and each that throws is marked, so that it is never tried
 * again.
 */
async function applyTail(
  { log }: DocumentSources,
  begin: () => SharedDocument | null,
  tail: readonly TailUpdate[],
): Promise<SharedDocument | null> {
  const whole = begin()
  if (whole === null || whole.receiveAll(tail).ok) return whole
  whole.destroy()
  for (let left = tail; ;) {
    const shared = begin()
    const thrower = left.find((each) => shared?.receiveAll([each]).ok === false)
    if (thrower === undefined) return shared
    shared?.destroy()
    await log.markInert(thrower.log, thrower.seq)
    left = left.filter((each) => each !== thrower)
  }
}

function open(sources: DocumentSources, name: DocumentName): SharedDocument {
  return openSharedDocument({
    name,
    clientId: derivedClientId(sources.sodium, sources.device, sources.incarnation, name),
    onUpdate: (update) => sources.onUpdate(name, update),
  })
}

/** The updates beyond what is covered, and whether some of a log must have come another way. */
async function readTail(
  sources: DocumentSources,
  name: DocumentName,
  ends: CountedEnds,
  covers: Vector,
): Promise<{ readonly tail: readonly TailUpdate[]; readonly hasHole: boolean }> {
  const { log, sodium } = sources
  const reached = new Map(covers.map((entry) => [runOf(entry.log), entry.seq]))
  const authors = new Map<string, number>()
  const tail: TailUpdate[] = []
  let hasHole = false
  for await (const stored of log.document(name, covers)) {
    const run = runOf(stored.log)
    if (stored.seq > (ends.get(run) ?? stored.seq)) continue
    hasHole ||= stored.seq !== (reached.get(run) ?? 0) + 1
    reached.set(run, stored.seq)
    const opened = reopen(sources, stored)
    if (opened?.header.kind !== 'update' || opened.header.format !== updateFormat) continue
    const { device, incarnation } = stored.log
    const author = authors.get(run) ?? derivedClientId(sodium, device, incarnation, name)
    authors.set(run, author)
    tail.push({ update: opened.payload, author, log: stored.log, seq: stored.seq })
  }
  for (const head of log.heads(name))
    hasHole ||= (reached.get(runOf(head.log)) ?? 0) < (ends.get(runOf(head.log)) ?? head.seq)
  return { tail, hasHole }
}

/** Everything that came as snapshots of this document, under whatever key is held. */
async function receivedStates(
  sources: DocumentSources,
  name: DocumentName,
): Promise<readonly Uint8Array[]> {
  const states: Uint8Array[] = []
  const reading = { ...sources, reopen: (stored: StoredEnvelope) => reopen(sources, stored) }
  for (const head of sources.log.heads()) {
    if (snapshotPlace(head.log.document)?.document !== name) continue
    for await (const { snapshot } of readSnapshots(reading, head.log, 0))
      if (isLoadable(name, snapshot.state)) states.push(snapshot.state)
  }
  return states
}

/** What was stored came through the door once; only a lost key can keep it closed now. */
function reopen(sources: DocumentSources, stored: StoredEnvelope): OpenedEnvelope | null {
  const opened = sources.open(stored.bytes)
  return opened.ok ? opened.value : null
}
