import { openEnvelopeRow } from './context.ts'
import type { LogContext } from './context.ts'
import { headKey, openHeadRow, sealHeadRow } from './headRow.ts'
import type { LogKeys, LogState } from './logIndex.ts'
import type { Place } from './place.ts'
import { decodeName } from './rowCodec.ts'
import { inLogTransaction } from './transaction.ts'
import type { LogTransaction } from './transaction.ts'

const page = 256

/**
 * Finds a log's state again from its envelopes, when the row of its head is damaged or gone, and
 * writes that row anew. What a snapshot covered is forgotten: a hole that it filled is reported and
 * asked for again rather than passed over. Null when no envelope of the log can be opened.
 */
export async function recoverHead(context: LogContext, keys: LogKeys): Promise<LogState | null> {
  const state = await inLogTransaction(context.database, async ({ heads, envelopes }) => {
    const row = await heads.get([keys.document, keys.log])
    const standing = row && openHeadRow(context, row)
    if (standing) return standing
    context.damage.report('heads', headKey(keys))
    const found = await newestOf(context, envelopes, keys)
    if (found !== null) await heads.put(sealHeadRow(context, found))
    return found
  })
  if (state !== null) context.index.set(state)
  return state
}

async function newestOf(
  context: LogContext,
  envelopes: LogTransaction['envelopes'],
  keys: LogKeys,
): Promise<LogState | null> {
  let name: Uint8Array | null = null
  let head: Place | null = null
  for (let from = 1; ;) {
    const rows = await envelopes
      .where('[document+log+seq]')
      .between([keys.document, keys.log, from], [keys.document, keys.log, Infinity])
      .limit(page)
      .toArray()
    for (const row of rows) {
      const record = openEnvelopeRow(context, row)
      if (record === null) continue
      name = record.name
      head = { seq: row.seq, id: record.id }
    }
    const last = rows.at(-1)
    if (rows.length < page || last === undefined) break
    from = last.seq + 1
  }
  const decoded = name && decodeName(name)
  if (head === null || !decoded?.ok) return null
  return { ...keys, name: decoded.value, head, base: null }
}
