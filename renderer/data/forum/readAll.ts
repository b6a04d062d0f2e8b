import type { LogName, StoredEnvelope, Vector } from '../log/index.ts'
import type { ScopeLog } from './scopeLog.ts'

const pageBytes = 1024 * 1024

/** Everything of the forum scope beyond `after`, in order within each log. */
export async function readAll(log: ScopeLog, after: Vector): Promise<readonly StoredEnvelope[]> {
  const found: StoredEnvelope[] = []
  for (let from = after; ;) {
    const page = await log.read(from, pageBytes)
    if (page.length === 0) return found
    found.push(...page)
    from = advance(from, page)
  }
}

/** `from` moved past everything on the page. */
export function advance(from: Vector, page: readonly StoredEnvelope[]): Vector {
  const ends = new Map(from.map((entry) => [nameOf(entry.log), entry]))
  for (const stored of page) ends.set(nameOf(stored.log), { log: stored.log, seq: stored.seq })
  return [...ends.values()]
}

function nameOf(log: LogName): string {
  return `${log.scope} ${log.document} ${log.device} ${log.incarnation}`
}
