import * as Y from 'yjs'
import { applyEdit, cleanLine, cutText, diffText, rebaseEdit } from '#shared/model/text/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { SharedDocument } from './types.ts'

/** Two people typing at once may exceed a limit together; so many times as much is still shown and kept. */
export const mostTogether = 4

/** What stands in a document where a title should be, as one line. */
export function readTitle(value: unknown, limit: number): string {
  const text = value instanceof Y.Text ? value.toJSON() : typeof value === 'string' ? value : ''
  return cleanLine(cutText(text, limit * mostTogether))
}

/**
 * Works out how to make `text` say `next` for a person who was looking at `seen`: the least change,
 * put where it belongs in what the text says by now. Run `write` inside a transaction.
 */
export function planText(
  text: Y.Text,
  next: string,
  seen: string | undefined,
  limit: number,
  clean: (text: string) => string,
): Result<{ readonly write: () => void }, 'text-too-long'> {
  if (next.length > limit) return fail('text-too-long')
  const current = text.toJSON()
  // What is shown of the text as it is stands for it, with what a changed program hid in it.
  const isCurrent = seen === undefined || seen === clean(cutText(current, limit * mostTogether))
  const from = isCurrent ? current : seen
  const typed = diffText(from, clean(next))
  if (typed === null) return ok({ write: () => undefined })
  const meanwhile = diffText(from, current)
  const edit = meanwhile === null ? typed : rebaseEdit(typed, meanwhile)
  if (applyEdit(current, edit).length > limit * mostTogether) return fail('text-too-long')
  return ok({
    write: () => {
      if (edit.remove > 0) text.delete(edit.at, edit.remove)
      if (edit.insert !== '') text.insert(edit.at, edit.insert)
    },
  })
}

/** The same for a title, which is one line. */
export function planTitle(text: Y.Text, next: string, seen: string | undefined, limit: number) {
  return planText(text, next, seen, limit, cleanLine)
}

/** A new title, within its limit and in one line. */
export function newTitle(title: string, limit: number): Result<Y.Text, 'text-too-long'> {
  return title.length > limit ? fail('text-too-long') : ok(new Y.Text(cleanLine(title)))
}

/** Changes the title of an entry; a title that is no shared text (rubbish) is replaced by one. */
export function writeTitle(
  shared: SharedDocument,
  fields: Y.Map<unknown>,
  next: string,
  seen: string | undefined,
  limit: number,
): Result<void> {
  const text = fields.get('title')
  if (text instanceof Y.Text) {
    const plan = planTitle(text, next, seen, limit)
    return plan.ok ? shared.transact(plan.value.write, 'typing') : plan
  }
  const made = newTitle(next, limit)
  if (!made.ok) return made
  return shared.transact(() => {
    fields.set('title', made.value)
  })
}
