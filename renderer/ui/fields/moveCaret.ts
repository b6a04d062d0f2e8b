/**
 * Where a caret belongs after a text changed around it: before the change it stays, behind it it
 * moves along, inside it it goes to the end of what came instead.
 */
export function moveCaret(before: string, after: string, caret: number): number {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end])
    end++
  if (caret <= start) return caret
  if (caret >= before.length - end) return caret + after.length - before.length
  return after.length - end
}
