import { parseUrl } from '../parseUrl.ts'

/** The one origin that the page has. */
export const scheme = 'app'
const host = 'subrosa'
export const origin = `${scheme}://${host}`

/** True for a URL of our own page; decided by parsing, never by comparing beginnings. */
export function isOwnUrl(text: string): boolean {
  const url = parseUrl(text)
  return (
    url?.protocol === `${scheme}:` &&
    url.host === host &&
    url.username === '' &&
    url.password === '' &&
    url.port === ''
  )
}
