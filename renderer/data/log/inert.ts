import { attempt } from './attempt.ts'
import type { LogContext } from './context.ts'
import type { LogName } from './types.ts'
import { invariant, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

/** The places whose envelopes must not be applied, because applying them threw. */
export interface InertPlaces {
  has(log: string, seq: number): boolean
  mark(log: LogName, seq: number): Promise<Result<void>>
}

/** Loads the marks. A damaged mark still counts: applying what threw before would break a document. */
export async function loadInertPlaces(context: LogContext): Promise<InertPlaces> {
  const { database, damage, index, seal } = context
  const places = new Set<string>()
  for (const { log, seq, sealed } of await database.inert.toArray()) {
    const place = `${log}/${seq}`
    if (!seal.open('inert', place, sealed).ok) damage.report('inert', place)
    places.add(place)
  }
  return {
    has: (log, seq) => places.has(`${log}/${seq}`),
    mark: (name, seq) =>
      attempt(async () => {
        const { log } = index.keysOf(name)
        const place = `${log}/${seq}`
        invariant(seq <= (index.get(log)?.head.seq ?? 0), 'only a stored envelope is marked inert')
        await database.inert.put({ log, seq, sealed: seal.seal('inert', place, new Uint8Array(0)) })
        places.add(place)
        return ok(undefined)
      }),
  }
}
