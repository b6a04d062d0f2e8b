/** The language the words are written in: days and figures follow it, not the computer's. */
export const wordsLocale = 'en-GB'

const countWords = [
  ...['none', 'one', 'two', 'three', 'four', 'five', 'six'],
  ...['seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
]

/** A count in words up to twelve, which is as large as a forum gets. */
export function countWord(count: number): string {
  return countWords[count] ?? String(count)
}

/** The same at the beginning of a sentence. */
export function countWordFirst(count: number): string {
  return upper(countWord(count))
}

/** Words at the beginning of a sentence. */
export function upper(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const minuteMs = 60_000
const dayMinutes = 24 * 60

/** How long ago something was, as people say it. */
export function agoWords(at: number, now: number): string {
  const minutes = Math.floor((now - at) / minuteMs)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`
  if (minutes < dayMinutes) {
    const hours = Math.floor(minutes / 60)
    return hours === 1 ? 'an hour ago' : `${hours} hours ago`
  }
  if (minutes < 6 * dayMinutes)
    return `on ${new Date(at).toLocaleDateString(wordsLocale, { weekday: 'long' })}`
  return `on ${dayWords(new Date(at))}`
}

/** A day with its weekday: "Wednesday 14 October". */
export function dayWords(day: Date): string {
  const weekday = day.toLocaleDateString(wordsLocale, { weekday: 'long' })
  return `${weekday} ${day.toLocaleDateString(wordsLocale, { day: 'numeric', month: 'long' })}`
}

/** A day and the time of day: "Wednesday 14 October, 13:00". */
export function momentWords(at: Date): string {
  const time = at.toLocaleTimeString(wordsLocale, { hour: '2-digit', minute: '2-digit' })
  return `${dayWords(at)}, ${time}`
}

/** A length in hours and minutes as people say it: "four hours", "an hour and 30 minutes". */
export function lengthWords(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  const hourWords = hours === 0 ? '' : hours === 1 ? 'an hour' : `${countWord(hours)} hours`
  const restWords = rest === 0 ? '' : rest === 1 ? 'a minute' : `${rest} minutes`
  return [hourWords, restWords].filter((part) => part !== '').join(' and ') || 'no time'
}

/** How far off a day is, counted in days: "today", "in eight days", "three days ago". */
export function daysAwayWords(days: number): string {
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days === -1) return 'yesterday'
  return days > 0 ? `in ${countWord(days)} days` : `${countWord(-days)} days ago`
}

/** The greeting for an hour of the day. */
export function greetingWords(hour: number, name: string): string {
  const part = hour < 5 || hour >= 18 ? 'evening' : hour < 12 ? 'morning' : 'afternoon'
  return name === '' ? `Good ${part}` : `Good ${part}, ${name}`
}
