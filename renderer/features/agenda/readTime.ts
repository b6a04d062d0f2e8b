/**
 * A time of day as people type it ("13", "9.30", "1300", "9:30", "1 pm"), as `HH:MM`; empty stays
 * empty, null when it is no time of day.
 */
export function readTime(text: string): string | null {
  const typed = text.trim().toLowerCase()
  if (typed === '') return ''
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?$/.exec(typed)
  if (match === null) return null
  const [, hours = '', minutes = '0', half] = match
  const hour = half === undefined ? Number(hours) : hourOfHalf(Number(hours), half)
  if (hour === null || hour > 23 || Number(minutes) > 59) return null
  return `${String(hour).padStart(2, '0')}:${minutes.padStart(2, '0')}`
}

function hourOfHalf(hour: number, half: string): number | null {
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (half === 'pm' ? 12 : 0)
}
