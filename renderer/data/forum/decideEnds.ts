import { type CountedEnds, type ForumState, isBeyondEnd, whatCounts } from '#crypto'
import type { EnvelopeId } from '#shared/ids.ts'
import type { DocumentName } from './names.ts'
import { type HeaderSources, readHeaders, readSnapshotHeaders } from './readHeaders.ts'

/** How far the logs of a document count, and which envelopes others may still build on. */
export interface DecidedEnds {
  readonly ends: CountedEnds
  readonly late: ReadonlySet<EnvelopeId>
}

/** Whether any log of a document goes beyond its end here: nearly never. */
export function hasLate({ log }: HeaderSources, state: ForumState, name: DocumentName): boolean {
  return log.heads(name).some((head) => isBeyondEnd(state, head.log, head.seq))
}

/** Reads what the decision stands on, and decides. Throws `LogReadError` when the database fails. */
export async function decideEnds(
  sources: HeaderSources,
  state: ForumState,
  name: DocumentName,
): Promise<DecidedEnds> {
  if (!hasLate(sources, state, name)) return { ends: new Map(), late: new Set() }
  const envelopes = await readHeaders(sources, name)
  const ends = whatCounts(state, envelopes, await readSnapshotHeaders(sources, name))
  const late = envelopes.filter(({ header }) => isBeyondEnd(state, header, header.seq))
  return { ends, late: new Set(late.map(({ id }) => id)) }
}
