import { attempt } from './attempt.ts'
import { openRecord } from './context.ts'
import type { LogContext } from './context.ts'
import type { PartRow } from './database.ts'
import { decodeSnapshot, encodeSnapshot } from './rowCodec.ts'
import type { LocalSnapshot } from './types.ts'
import { concatBytes } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

const partBytes = 1024 * 1024

/** Replaces a document's local snapshot in one transaction. Part 0 describes, the rest is state. */
export function saveSnapshot(
  context: LogContext,
  scope: string,
  document: string,
  { state, covers }: LocalSnapshot,
): Promise<Result<void>> {
  const { database, index, seal } = context
  const key = index.documentKey(scope, document)
  const pieces: Uint8Array[] = []
  for (let at = 0; at < state.length; at += partBytes) {
    pieces.push(state.subarray(at, at + partBytes))
  }
  const digest = seal.opaque('snapshot', state)
  const described = encodeSnapshot({ parts: pieces.length, digest, covers })
  const rows = [described, ...pieces].map((plain, part) => ({
    document: key,
    part,
    sealed: seal.seal('snapshots', `${key}/${part}`, plain),
  }))
  return attempt(async () => {
    await database.transaction('rw', database.snapshots, async () => {
      await partsOf(context, key).delete()
      await database.snapshots.bulkAdd(rows)
    })
    return ok(undefined)
  })
}

/** The local snapshot; when any part of it is damaged the document is read from the log instead. */
export function loadSnapshot(
  context: LogContext,
  scope: string,
  document: string,
): Promise<Result<LocalSnapshot | null>> {
  const key = context.index.documentKey(scope, document)
  return attempt(async () => {
    const [first, ...rest] = await partsOf(context, key).toArray()
    if (first === undefined) return ok(null)
    const described = openPart(context, key, first, decodeSnapshot)
    if (described === null) return fail('row-corrupted', 'snapshots')
    const pieces: Uint8Array[] = []
    for (const row of rest) {
      const piece = openPart(context, key, row, ok)
      if (piece === null) return fail('row-corrupted', 'snapshots')
      pieces.push(piece)
    }
    const state = concatBytes(...pieces)
    const whole = pieces.length === described.parts
    if (!whole || context.seal.opaque('snapshot', state) !== described.digest) {
      context.damage.report('snapshots', key)
      return fail('row-corrupted', 'snapshots')
    }
    return ok({ state, covers: described.covers })
  })
}

function partsOf({ database }: LogContext, key: string) {
  return database.snapshots.where('[document+part]').between([key, 0], [key, Infinity])
}

function openPart<T>(
  context: LogContext,
  key: string,
  row: PartRow,
  decode: (bytes: Uint8Array) => Result<T>,
): T | null {
  return openRecord(context, 'snapshots', `${key}/${row.part}`, row.sealed, decode)
}
