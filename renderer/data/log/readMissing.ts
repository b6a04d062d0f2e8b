import { openEnvelopeRow, reportMissing, storedEnvelope } from './context.ts'
import type { LogContext } from './context.ts'
import type { LogState } from './logIndex.ts'
import { pagesOf } from './pages.ts'
import type { StoredEnvelope, Vector } from './types.ts'

/** A row is at most so many times as long as the smallest envelope that it holds. */
const mostRowBytesPerByte = 1.4

/** What the holder of `after` lacks of a scope, in order within each log, within a limit. */
export async function readMissing(
  context: LogContext,
  scope: string,
  after: Vector,
  limitBytes: number,
): Promise<readonly StoredEnvelope[]> {
  const heldBy = context.index.heldBy(after)
  const found: StoredEnvelope[] = []
  let left = limitBytes
  for (const state of context.index.states(scope)) {
    if (left <= 0 && found.length > 0) break
    const held = heldBy(state.log)
    if (held >= state.head.seq) continue
    for await (const envelope of run(context, state, held, left)) {
      left -= envelope.bytes.length
      if (left < 0 && found.length > 0) return found
      found.push(envelope)
    }
  }
  return found
}

/** A log's envelopes after `held` up to the first hole: what comes after it could not be placed. */
async function* run(
  context: LogContext,
  state: LogState,
  held: number,
  limitBytes: number,
): AsyncGenerator<StoredEnvelope> {
  const { document, log, head, base } = state
  const [from, to] = [held + 1, head.seq]
  const wanted = limitBytes * mostRowBytesPerByte
  const pages = pagesOf(context, [document, log, from], [document, log, to], wanted)
  let expected = held + 1
  for (let rows = await pages.next(); rows.length > 0; rows = await pages.next()) {
    for (const row of rows) {
      if (row.seq !== expected) break
      const record = openEnvelopeRow(context, row)
      if (record === null) return
      yield storedEnvelope(state, record)
      expected++
    }
    if (rows.at(-1)?.seq !== expected - 1) break
  }
  // Rows that a snapshot covers may be absent; beyond them every row must be there.
  if (expected <= head.seq && expected > (base?.seq ?? 0)) reportMissing(context, state, expected)
}
