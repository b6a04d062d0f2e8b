const dayMs = 24 * 60 * 60 * 1000

/** The day of a meeting at noon here, from `YYYY-MM-DD`; null without one. */
export function meetingDay(date: string): Date | null {
  if (date === '') return null
  const day = new Date(`${date}T12:00:00`)
  return Number.isNaN(day.getTime()) ? null : day
}

/** Whole days from `now` to a day, negative when it is over. */
export function daysAway(day: Date, now: Date): number {
  const noon = new Date(now)
  noon.setHours(12, 0, 0, 0)
  return Math.round((day.getTime() - noon.getTime()) / dayMs)
}
