import * as v from 'valibot'

/** Whether the text is a day of the calendar as `YYYY-MM-DD`, years 1900 to 2999. */
export function isCalendarDate(text: string): boolean {
  const match = /^(19|2\d)(\d\d)-(\d\d)-(\d\d)$/.exec(text)
  if (match === null) return false
  const year = Number(`${match[1]}${match[2]}`)
  const month = Number(match[3])
  const day = Number(match[4])
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day >= 1 && day <= (lengths[month - 1] ?? 0)
}

/** `YYYY-MM-DD`, or empty. */
export const dateSchema = v.pipe(
  v.string(),
  v.check((text) => text === '' || isCalendarDate(text)),
)
