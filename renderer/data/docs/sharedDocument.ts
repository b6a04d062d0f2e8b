import * as Y from 'yjs'
import { fail, invariant, ok } from '#shared/result.ts'
import type { FailureCode } from '#shared/failure.ts'
import type { Result } from '#shared/result.ts'
import { createGather } from './gather.ts'
import { parseUpdate } from './parseUpdate.ts'
import type { ParsedUpdate } from './parseUpdate.ts'
import { readSchemaVersion, schemaVersion, stampSchemaVersion } from './schemaVersion.ts'
import type { DocumentStatus, SharedDocument, SharedDocumentOptions } from './types.ts'
import { createView, keepSame } from './view.ts'

const ownOrigin = Symbol('own writing')
const othersOrigin = Symbol("others' writing")

/** Stands in for our id while our own log is replayed: Yjs takes the replay for a stranger and warns. */
const replayId = 0

/** Opens an empty document; fill it with `loadSnapshot` and `applyAll` before anything is written. */
export function openSharedDocument(options: SharedDocumentOptions): SharedDocument {
  invariant(isClientId(options.clientId), 'a client id is a whole number below 2^53 and not 0')
  const doc = new Y.Doc({ gc: true })
  doc.clientID = options.clientId
  const undoManager = new Y.UndoManager([], { doc, trackedOrigins: new Set([ownOrigin]) })
  const gather = createGather({
    doc,
    clientId: options.clientId,
    isOwn: (origin) => origin === ownOrigin || origin === undoManager,
    send: options.onUpdate,
  })
  let clientId = options.clientId
  let written = false
  let damaged = false
  let clientIdLost = false
  let applying = false
  let closed = false
  let refusedWith: FailureCode | null = null
  /** Where accepted writing ends, also of writing that still waits for others' in Yjs. */
  const heads = new Map<number, number>()

  const settled = new Set<() => void>()
  const status = createView<DocumentStatus>((last) =>
    keepSame(last, {
      newer: readSchemaVersion(doc) > schemaVersion,
      damaged,
      clientIdLost,
      canUndo: undoManager.canUndo(),
      canRedo: undoManager.canRedo(),
    }),
  )
  const settle = () => {
    status.invalidate()
    status.notify()
    for (const listener of [...settled]) listener()
  }
  const onTransactions = () => {
    if (!applying) settle()
  }
  doc.on('afterAllTransactions', onTransactions)

  const nextClock = (client: number) =>
    Math.max(heads.get(client) ?? 0, Y.getState(doc.store, client))

  const raise = (client: number, to: number) => {
    heads.set(client, Math.max(heads.get(client) ?? 0, to))
  }

  const refusal = () => {
    if (closed) return fail('update-rejected', 'closed')
    if (refusedWith !== null) return fail(refusedWith)
    if (damaged) return fail('update-rejected', 'damaged')
    if (clientIdLost) return fail('client-id-mismatch')
    return status.read().newer ? fail('newer-version') : null
  }

  /** Runs `change` so that it never throws, and notices when our client id turns up in it. */
  const applyOthers = (change: () => void): Result<void> => {
    if (closed) return fail('update-rejected', 'closed')
    invariant(!applying && doc._transaction === null, "others' writing is applied on its own")
    applying = true
    if (!written && !clientIdLost) doc.clientID = replayId
    try {
      Y.transact(doc, change, othersOrigin, false)
      return ok(undefined)
    } catch {
      damaged = true
      return fail('update-rejected')
    } finally {
      applying = false
      if (!written && !clientIdLost) {
        doc.clientID = clientId
        gather.restart(clientId)
      }
      if (doc.clientID !== clientId && !clientIdLost) {
        clientIdLost = true
        options.onClientIdChanged?.()
      }
      settle()
    }
  }

  const parsedAll = (updates: Iterable<Uint8Array>): Result<[Uint8Array, ParsedUpdate][]> => {
    const all: [Uint8Array, ParsedUpdate][] = []
    for (const update of updates) {
      const parsed = parseUpdate(update)
      if (!parsed.ok) return fail('update-rejected', `update ${all.length}: ${parsed.failure.code}`)
      all.push([update, parsed.value])
    }
    return ok(all)
  }
  /** Only that client wrote it, and it goes on where that client's writing ends. */
  const checkedUpdate = (
    update: Uint8Array,
    client: number,
    clock: number,
  ): Result<ParsedUpdate> => {
    const parsed = parseUpdate(update)
    if (!parsed.ok) return parsed
    const { writes } = parsed.value
    if (writes === null) return parsed
    if (writes.client !== client) return fail('client-id-mismatch')
    return writes.from === clock ? parsed : fail('clock-mismatch')
  }

  const applyAll = (updates: Iterable<Uint8Array>): Result<void> => {
    const all = parsedAll(updates)
    if (!all.ok) return all
    const applied = applyOthers(() => {
      for (const [update] of all.value) Y.applyUpdate(doc, update, othersOrigin)
    })
    if (applied.ok)
      for (const [, { writes }] of all.value) if (writes !== null) raise(writes.client, writes.to)
    return applied
  }

  return {
    name: options.name,
    doc,
    status,
    transact: (write, step = 'own') => {
      const refused = refusal()
      if (refused !== null) return refused
      invariant(!applying, "own writing inside others' writing")
      if (step === 'own') undoManager.stopCapturing()
      written = true
      const value = doc.transact(() => {
        stampSchemaVersion(doc)
        return write()
      }, ownOrigin)
      if (step === 'own') undoManager.stopCapturing()
      return ok(value)
    },
    map: (name) => {
      const map = doc.getMap(name)
      undoManager.addToScope(map)
      return map
    },
    text: (name) => {
      const text = doc.getText(name)
      undoManager.addToScope(text)
      return text
    },
    onSettled: (listener) => {
      settled.add(listener)
      return () => {
        settled.delete(listener)
      }
    },
    check: (update, client, expectedClock) => {
      const checked = checkedUpdate(update, client, expectedClock ?? nextClock(client))
      return checked.ok ? ok(undefined) : checked
    },
    apply: (update) => applyAll([update]),
    applyAll,
    receiveAll: (updates) => {
      const refused: number[] = []
      const applied = applyOthers(() => {
        for (const [index, { update, author }] of updates.entries()) {
          const checked = checkedUpdate(update, author, nextClock(author))
          if (!checked.ok) {
            refused.push(index)
            continue
          }
          Y.applyUpdate(doc, update, othersOrigin)
          const { writes } = checked.value
          if (writes !== null) raise(writes.client, writes.to)
        }
      })
      return applied.ok ? ok(refused) : applied
    },
    isWaiting: () => doc.store.pendingStructs !== null || doc.store.pendingDs !== null,
    nextClock,
    loadSnapshot: (stateV2) =>
      applyOthers(() => {
        Y.applyUpdateV2(doc, stateV2, othersOrigin)
        const waiting = doc.store.pendingStructs
        if (waiting !== null)
          for (const [client, to] of Y.parseUpdateMetaV2(waiting.update).to) raise(client, to)
      }),
    ownWaits: () => (heads.get(clientId) ?? 0) > Y.getState(doc.store, clientId),
    refuseWriting: (code) => {
      refusedWith = code
    },
    encodeSnapshot: () => encodeCollected(doc),
    flush: gather.flush,
    undo: () => {
      if (refusal() === null) undoManager.undo()
    },
    redo: () => {
      if (refusal() === null) undoManager.redo()
    },
    renewClientId: (next) => {
      invariant(isClientId(next), 'a client id is a whole number below 2^53 and not 0')
      invariant(nextClock(next) === 0, 'a new client id has written before')
      gather.restart(next)
      clientId = next
      doc.clientID = next
      clientIdLost = false
      written = false
      settle()
    },
    destroy: () => {
      if (closed) return
      gather.stop()
      closed = true
      doc.off('afterAllTransactions', onTransactions)
      settled.clear()
      undoManager.destroy()
      doc.destroy()
    },
  }
}

function isClientId(id: number): boolean {
  return Number.isSafeInteger(id) && id > 0
}

/** A clone has no undo stack, so Yjs collects what undo would have kept. */
function encodeCollected(doc: Y.Doc): Uint8Array<ArrayBuffer> {
  const clone = new Y.Doc({ gc: true })
  Y.applyUpdateV2(clone, Y.encodeStateAsUpdateV2(doc))
  const bytes = Uint8Array.from(Y.encodeStateAsUpdateV2(clone))
  clone.destroy()
  return bytes
}
