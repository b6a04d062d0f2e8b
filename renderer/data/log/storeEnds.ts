import type { LogContext } from './context.ts'
import type { HeadRow } from './database.ts'
import { openHeadRow } from './headRow.ts'
import type { NewEnds } from './writeBatch.ts'

/**
 * Stores new ends of logs in one strict transaction that begins within this very call, with all
 * requests asked for together: one way to the disk and back, where Dexie's own transactions begin a
 * microtask later and await each answer. It is a plain IndexedDB transaction on Dexie's connection.
 *
 * False, with nothing stored, when the disk says otherwise than memory. Rejects with the
 * DOMException of a database that fails.
 *
 * @param areOwn every log is this process's own. Then a taken place is the only contradiction there
 *   can be, `add` finds it, and the commit need not wait until the page has seen the answers.
 *   Else it waits for the heads alone, and not for the page to see that each row was added.
 */
export function storeEnds(context: LogContext, ends: NewEnds, areOwn: boolean): Promise<boolean> {
  const stores = ['heads', 'envelopes']
  const transaction = context.database
    .backendDB()
    .transaction(stores, 'readwrite', { durability: 'strict' })
  return new Promise((resolve, reject) => {
    let contradicted = false
    let unanswered = ends.heads.length
    transaction.oncomplete = () => resolve(true)
    transaction.onabort = () => {
      const { error } = transaction
      if (contradicted || error?.name === 'ConstraintError') resolve(false)
      else reject(error ?? new DOMException('aborted', 'AbortError'))
    }
    try {
      const heads = transaction.objectStore('heads')
      const envelopes = transaction.objectStore('envelopes')
      for (const { document, log } of ends.heads) {
        const asked = heads.get([document, log])
        asked.onsuccess = () => {
          // A row of our own store; whether it is sound its seal says.
          const row = asked.result as HeadRow | undefined
          contradicted ||= !agrees(context, row, log)
          unanswered--
          if (areOwn) return
          if (contradicted) transaction.abort()
          else if (unanswered === 0) transaction.commit()
        }
      }
      // add, not put: a place that is taken on the disk fails the whole transaction.
      for (const row of ends.envelopes) envelopes.add(row)
      for (const row of ends.heads) heads.put(row)
      if (areOwn) transaction.commit()
    } catch (error) {
      transaction.abort()
      reject(error instanceof Error ? error : new DOMException('failed', 'UnknownError'))
    }
  })
}

/** Whether a head's row says what memory says. A damaged one says nothing and is written anew. */
function agrees(context: LogContext, row: HeadRow | undefined, log: string): boolean {
  const stored = row && openHeadRow(context, row)
  const known = context.index.get(log)
  if (!stored) return true
  return stored.head.id === known?.head.id && stored.base?.seq === known.base?.seq
}
