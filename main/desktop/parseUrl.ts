/** A URL from text, or null when it is none. (`URL.canParse` is newer than Electron 25's Node.) */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
