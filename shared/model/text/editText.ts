/** Replace `remove` UTF-16 units at `at` by `insert`. */
export interface TextEdit {
  readonly at: number
  readonly remove: number
  readonly insert: string
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

/** The smallest single edit that turns one text into the other, never splitting a character in half. */
export function diffText(from: string, to: string): TextEdit | null {
  if (from === to) return null
  const shorter = Math.min(from.length, to.length)
  let start = 0
  while (start < shorter && from.charCodeAt(start) === to.charCodeAt(start)) start++
  if (start > 0 && isHigh(from.charCodeAt(start - 1))) start--
  let tail = 0
  while (
    tail < shorter - start &&
    from.charCodeAt(from.length - 1 - tail) === to.charCodeAt(to.length - 1 - tail)
  )
    tail++
  if (tail > 0 && isLow(from.charCodeAt(from.length - tail))) tail--
  return {
    at: start,
    remove: from.length - start - tail,
    insert: to.slice(start, to.length - tail),
  }
}

export function applyEdit(text: string, edit: TextEdit): string {
  return text.slice(0, edit.at) + edit.insert + text.slice(edit.at + edit.remove)
}

/**
 * What somebody typed while looking at an older text, moved to where it belongs in the newer one.
 * `change` is how the older text became the newer. Letters the change brought are never removed,
 * letters it removed are not removed twice.
 */
export function rebaseEdit(edit: TextEdit, change: TextEdit): TextEdit {
  const grown = change.insert.length - change.remove
  const editEnd = edit.at + edit.remove
  const changeEnd = change.at + change.remove
  if (editEnd <= change.at) return edit
  if (edit.at >= changeEnd) return { ...edit, at: edit.at + grown }
  const before = Math.max(0, change.at - edit.at)
  const after = Math.max(0, editEnd - changeEnd)
  // With letters to remove on both sides of what the change brought, only one side can go in one
  // edit; the other side stays, since a letter too many is easier to mend than a letter lost.
  if (before > 0) return { at: edit.at, remove: before, insert: edit.insert }
  return { at: change.at + change.insert.length, remove: after, insert: edit.insert }
}
