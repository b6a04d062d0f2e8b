import * as Y from 'yjs'
import { encodeOwn } from './encodeOwn.ts'

/** Own writing goes out at most this often, in milliseconds; the first after a pause at once. */
const gatherInterval = 50

export interface Gather {
  flush(): void
  /** Counts everything now standing under that id as already sent. */
  restart(clientId: number): void
  stop(): void
}

/**
 * Collects own writing of a document and hands it on: the first after a pause within the very call
 * that wrote it, what follows together after 50 ms. Only what was written with an own origin counts,
 * so neither others' writing nor what Yjs tidies up by itself ever goes out as ours.
 */
export function createGather(options: {
  readonly doc: Y.Doc
  readonly clientId: number
  readonly isOwn: (origin: unknown) => boolean
  readonly send: (update: Uint8Array<ArrayBuffer>) => void
}): Gather {
  const { doc, isOwn, send } = options
  let clientId = options.clientId
  let sentClock = Y.getState(doc.store, clientId)
  let deletes: Y.Transaction['deleteSet'][] = []
  let waiting = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = () => {
    if (!waiting) return
    const updates = encodeOwn(doc, clientId, sentClock, deletes)
    waiting = false
    deletes = []
    sentClock = Y.getState(doc.store, clientId)
    for (const update of updates) send(update)
  }
  const tick = () => {
    timer = waiting ? setTimeout(tick, gatherInterval) : undefined
    flush()
  }
  const onTransactions = (_doc: Y.Doc, transactions: readonly Y.Transaction[]) => {
    const own = transactions.filter((transaction) => isOwn(transaction.origin))
    for (const { deleteSet } of own) if (deleteSet.clients.size > 0) deletes.push(deleteSet)
    waiting ||= deletes.length > 0
    waiting ||= own.length > 0 && Y.getState(doc.store, clientId) > sentClock
    if (waiting && timer === undefined) tick()
  }
  doc.on('afterAllTransactions', onTransactions)

  return {
    flush,
    restart: (next) => {
      flush()
      clientId = next
      sentClock = Y.getState(doc.store, next)
    },
    stop: () => {
      flush()
      clearTimeout(timer)
      timer = undefined
      doc.off('afterAllTransactions', onTransactions)
    },
  }
}
