import type { EntryId, EnvelopeId } from '#shared/ids.ts'
import type { OpenedEnvelope } from '../envelope/types.ts'
import { type LogEnd, logEndOf } from './cutOff.ts'
import { runOf } from './run.ts'
import type { ForumState } from './types.ts'

/** What deciding needs of an envelope. */
export interface CountedEnvelope {
  readonly id: EnvelopeId
  readonly header: Pick<
    OpenedEnvelope['header'],
    'scope' | 'document' | 'device' | 'incarnation' | 'seq' | 'deps' | 'chainHeads'
  >
}

/** By run, the last place of its log that counts. A log that is not named counts whole. */
export type CountedEnds = ReadonlyMap<string, number>

interface Ended {
  readonly end: LogEnd
  /** Later envelopes here, by id. */
  readonly late: ReadonlyMap<EnvelopeId, number>
}

/**
 * How far each log that has ended counts in a document: to its end, and beyond it to the last
 * envelope that somebody built on before they knew of the end, with all that comes before that one.
 * `builders` are envelopes elsewhere that name envelopes of this document: snapshots of it.
 *
 * Whoever built on it must count too: they write on, or it lies before their own end, or others
 * built on it in turn. So what was built on stays when the builder leaves later, and two who were
 * removed cannot hold each other up. The answer depends on the set alone, and only grows with it.
 */
export function whatCounts(
  state: ForumState,
  envelopes: readonly CountedEnvelope[],
  builders: readonly CountedEnvelope[] = [],
): CountedEnds {
  const ended = findEnded(state, envelopes)
  const counted = new Map([...ended].map(([run, { end }]) => [run, end.seq]))
  const runOfLate = new Map<EnvelopeId, string>()
  for (const [run, { late }] of ended) for (const id of late.keys()) runOfLate.set(id, run)
  const isBuilding = ({ header }: CountedEnvelope) => header.deps.some((id) => runOfLate.has(id))
  const building = [
    ...envelopes.filter(isBuilding),
    // Those elsewhere stand up to the end of their own logs.
    ...builders.filter((each) => isBuilding(each) && counts(state, each.header)),
  ]
  for (let grew = true; grew;) {
    grew = false
    for (const { header } of building) {
      if (!counts(state, header, counted.get(runOf(header)))) continue
      for (const id of header.deps) {
        const run = runOfLate.get(id) ?? ''
        const log = ended.get(run)
        const seq = log?.late.get(id) ?? 0
        if (log === undefined || seq <= (counted.get(run) ?? 0)) continue
        if (knewOf(state, log.end, header.chainHeads)) continue
        counted.set(run, seq)
        grew = true
      }
    }
  }
  return counted
}

function findEnded(
  state: ForumState,
  envelopes: readonly CountedEnvelope[],
): ReadonlyMap<string, Ended> {
  const ends = new Map<string, LogEnd | null>()
  const ended = new Map<string, { end: LogEnd; late: Map<EnvelopeId, number> }>()
  for (const { id, header } of envelopes) {
    const run = runOf(header)
    const end = ends.has(run) ? (ends.get(run) ?? null) : logEndOf(state, header)
    ends.set(run, end)
    if (end === null) continue
    const log = ended.get(run) ?? { end, late: new Map<EnvelopeId, number>() }
    ended.set(run, log)
    // Another envelope at the end's own place: this copy is of a branch that was never meant.
    const isOther = header.seq === end.seq && end.id !== null && end.id !== id
    if (isOther) log.end = { ...end, seq: end.seq - 1 }
    if (header.seq > end.seq || isOther) log.late.set(id, header.seq)
  }
  return ended
}

/** Whether an envelope that builds on others counts itself, when its log counts so far beyond its end. */
function counts(state: ForumState, header: CountedEnvelope['header'], counted = 0): boolean {
  if (state.suspended.has(header.device)) return false
  const end = logEndOf(state, header)
  return end === null || header.seq <= Math.max(end.seq, counted)
}

/** Whether heads of the chain know of the end; those that are not known here may. */
function knewOf(state: ForumState, end: LogEnd, heads: readonly EntryId[]): boolean {
  return heads.some(
    (head) =>
      state.dag.entry(head) === undefined ||
      end.learntBy.some((entry) => state.dag.includes(head, entry)),
  )
}
