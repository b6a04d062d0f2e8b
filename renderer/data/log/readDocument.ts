import { openEnvelopeRow, reportMissing, storedEnvelope } from './context.ts'
import type { LogContext } from './context.ts'
import type { EnvelopeRow } from './database.ts'
import type { InertPlaces } from './inert.ts'
import type { LogState } from './logIndex.ts'
import { pagesOf, reading } from './pages.ts'
import type { Pages } from './pages.ts'
import { recoverHead } from './recoverHead.ts'
import type { StoredEnvelope, Vector } from './types.ts'

/** A document's envelopes beyond `after`, log by log, without inert ones and damaged rows. */
export async function* readDocument(
  context: LogContext,
  inert: InertPlaces,
  scope: string,
  document: string,
  after: Vector,
): AsyncGenerator<StoredEnvelope> {
  const heldBy = context.index.heldBy(after)
  const begun = context.index.states(scope, document)
  const reached = new Map<string, number>()
  for (const pages of stretches(context, begun, scope, document, after)) {
    for (let rows = await pages.next(); rows.length > 0; rows = await pages.next()) {
      for (const row of rows) {
        const state = await stateOf(context, row)
        if (state === null || row.seq <= heldBy(row.log)) continue
        const before = reached.get(row.log) ?? heldBy(row.log)
        reportHole(context, state, before + 1, row.seq - 1)
        reached.set(row.log, row.seq)
        const record = inert.has(row.log, row.seq) ? null : openEnvelopeRow(context, row)
        if (record !== null) yield storedEnvelope(state, record)
      }
    }
  }
  for (const state of begun) {
    const last = reached.get(state.log) ?? heldBy(state.log)
    reportHole(context, state, last + 1, state.head.seq)
  }
}

/** The whole document in one go, or only the logs that go beyond what is held. */
function* stretches(
  context: LogContext,
  states: readonly LogState[],
  scope: string,
  document: string,
  after: Vector,
): Generator<Pages> {
  if (after.length === 0) {
    const key = context.index.documentKey(scope, document)
    yield pagesOf(context, [key, '', 0], [key, '\uffff', 0])
    return
  }
  const heldBy = context.index.heldBy(after)
  for (const { document: key, log, head } of states) {
    const held = heldBy(log)
    if (held < head.seq) yield pagesOf(context, [key, log, held + 1], [key, log, head.seq])
  }
}

/** A log that memory does not know has lost the row of its head, or began while we read. */
async function stateOf(context: LogContext, row: EnvelopeRow): Promise<LogState | null> {
  const { document, log } = row
  return context.index.get(log) ?? (await reading(recoverHead(context, { document, log })))
}

/** Rows that a snapshot covers may be absent; any other row must be there. */
function reportHole(context: LogContext, state: LogState, from: number, to: number): void {
  for (let seq = Math.max(from, (state.base?.seq ?? 0) + 1); seq <= to; seq++) {
    reportMissing(context, state, seq)
  }
}
