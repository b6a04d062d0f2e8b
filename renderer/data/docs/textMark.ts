import * as v from 'valibot'
import * as Y from 'yjs'

/**
 * A place in a shared text that stays where it was meant while others write: behind everything, or
 * before one letter, by the client and clock it was written under. It comes from others, so it is
 * two small numbers and never Yjs' own encoded position, which may name parts of the document.
 */
export const textMarkSchema = v.union([
  v.literal('end'),
  v.pipe(v.strictTuple([counter(), counter()]), v.readonly()),
])
export type TextMark = v.InferOutput<typeof textMarkSchema>

function counter() {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(0))
}

/** The mark before the letter at `at` of an entry's title; null where there is no shared text. */
export function markTitle(fields: Y.Map<unknown> | null, at: number): TextMark | null {
  const text = fields?.get('title')
  if (!(text instanceof Y.Text) || at < 0) return null
  if (at >= text.length) return 'end'
  const { item } = Y.createRelativePositionFromTypeIndex(text, at)
  return item === null ? 'end' : [item.client, item.clock]
}

/** Where a mark is in an entry's title now; null when it is not in this text, or not yet. */
export function findInTitle(fields: Y.Map<unknown> | null, mark: TextMark): number | null {
  const text = fields?.get('title')
  if (!(text instanceof Y.Text) || text.doc === null) return null
  if (mark === 'end') return text.length
  const [client, clock] = mark
  const position = new Y.RelativePosition(null, null, Y.createID(client, clock))
  const found = Y.createAbsolutePositionFromRelativePosition(position, text.doc)
  return found?.type === text ? found.index : null
}
