import type { FailureCode } from '#shared/failure.ts'
import type { Dag, Entry, InnerView } from '../types.ts'

/** What a rule may look at: an entry, its parents, and what held in its causal past. */
export interface Judged {
  readonly entry: Entry
  readonly parents: readonly Entry[]
  readonly past: InnerView
  readonly dag: Pick<Dag, 'entry' | 'includes'>
}

/** One rule of the chain: a name, its sentence, the failure it gives, and the predicate. */
export interface Rule {
  readonly name: string
  readonly sentence: string
  readonly failure: FailureCode
  holds(judged: Judged): boolean
}
