import { type CountedEnds, derivedClientId, runOf, type Sodium } from '#crypto'
import type { SharedDocument } from '../docs/index.ts'
import type { LogName } from '../log/index.ts'
import { type DocumentName, updateFormat } from './names.ts'
import type { HeaderSources } from './readHeaders.ts'

/** Applies to a document what counts by now and what it was loaded without. */
export async function growDocument(
  sources: HeaderSources & { readonly sodium: Sodium },
  name: DocumentName,
  document: SharedDocument,
  from: CountedEnds,
  to: CountedEnds,
): Promise<void> {
  const { log, sodium } = sources
  const held = log.heads(name).map(({ log: each, seq }) => ({
    log: each,
    seq: Math.min(seq, from.get(runOf(each)) ?? seq),
  }))
  const counts = (each: LogName, seq: number) => seq <= (to.get(runOf(each)) ?? Infinity)
  const updates: { update: Uint8Array; author: number }[] = []
  for await (const stored of log.document(name, held)) {
    // One's own writing is in the document before it is in the log.
    if (!from.has(runOf(stored.log)) || !counts(stored.log, stored.seq)) continue
    const opened = sources.open(stored.bytes)
    if (!opened.ok || opened.value.header.format !== updateFormat) continue
    const { device, incarnation } = stored.log
    const author = derivedClientId(sodium, device, incarnation, name)
    updates.push({ update: opened.value.payload, author })
  }
  if (updates.length > 0) document.receiveAll(updates)
}
