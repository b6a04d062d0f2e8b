/** The one origin that the page has. */
export const scheme = 'app'
export const host = 'subrosa'
export const origin = `${scheme}://${host}`

/** True for a URL of our own page; decided by parsing, never by comparing beginnings. */
export function isOwnUrl(text: string): boolean {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return false
  }
  return (
    url.protocol === `${scheme}:` &&
    url.host === host &&
    url.username === '' &&
    url.password === '' &&
    url.port === ''
  )
}
