import { reduceChain } from '#crypto'
import type { Closure } from '../../../crypto/membership/closure.ts'
import { evaluate } from '../../../crypto/membership/evaluate.ts'
import { footingOf } from '../../../crypto/membership/footing.ts'
import { emptyView } from '../../../crypto/membership/view.ts'
import type { InnerView } from '../../../crypto/membership/types.ts'
import type { World } from './world.ts'

/** Everything that was written and is authorised, as if nothing of it were decided yet. */
export function closureOf({ sodium, forum, all }: World): Closure {
  const { dag } = reduceChain(sodium, forum, all.values())
  const entries = [...all.values()]
    .filter(({ id }) => dag.entry(id) !== undefined)
    .sort((a, b) => a.lamport - b.lamport || (a.id < b.id ? -1 : 1))
  const footings = new Map(
    entries.map((entry) => {
      const past = entry.parents.length === 0 ? emptyView() : dag.viewAt(entry.parents)
      return [entry.id, footingOf(entry, past ?? emptyView(), dag)]
    }),
  )
  return {
    entries,
    base: emptyView(),
    entry: dag.entry,
    footing: (id) => footings.get(id),
    includes: dag.includes,
  }
}

/** What holds when all of it is judged at once, and when what is decided is left as it was. */
export function judgedBothWays(world: World): { whole: InnerView; inPieces: InnerView } {
  const { sodium, forum, all } = world
  const { dag, heads } = reduceChain(sodium, forum, all.values())
  const inPieces = dag.viewAt(heads)
  if (inPieces === undefined) throw new Error('Broken invariant: heads are known')
  return { whole: evaluate(closureOf(world), { sodium, forum }), inPieces }
}
