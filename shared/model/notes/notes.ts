import { cleanLine } from '../text/index.ts'

/** In UTF-16 units. */
export const notesLimits = { text: 50_000 } as const

/** Lines of plain text: line breaks in one form, and of each line what `cleanLine` leaves. */
export function cleanLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/u)
    .map(cleanLine)
    .join('\n')
}
