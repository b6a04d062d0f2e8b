import { attempt } from './attempt.ts'
import type { LogContext } from './context.ts'
import { ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

/**
 * Forgets everything of a scope, or nothing: envelopes, how far its logs go, kept states. A log of
 * one's own begins at 1 again after this, so nobody may go on writing in it under its old name.
 */
export function dropScope(context: LogContext, scope: string): Promise<Result<void>> {
  const { database, index } = context
  return attempt(async () => {
    const states = index.states(scope)
    const { heads, envelopes, snapshots } = database
    await database.transaction('rw', heads, envelopes, snapshots, async () => {
      for (const document of new Set(states.map((state) => state.document)))
        await snapshots
          .where('[document+part]')
          .between([document, 0], [document, Infinity])
          .delete()
      for (const { document, log } of states) {
        await envelopes
          .where('[document+log+seq]')
          .between([document, log, 0], [document, log, Infinity])
          .delete()
        await heads.delete([document, log])
      }
    })
    for (const { log } of states) index.remove(log)
    return ok(undefined)
  })
}
