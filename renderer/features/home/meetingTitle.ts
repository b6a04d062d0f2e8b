/** Day and time of a meeting in words, such as "Wednesday 14 October, 13:00"; null without a day. */
export function meetingTitle(date: string, start: string): string | null {
  if (date === '') return null
  const day = new Date(`${date}T12:00:00`)
  if (Number.isNaN(day.getTime())) return null
  const words = day.toLocaleDateString(undefined, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
  return start === '' ? words : `${words}, ${start}`
}
