/**
 * Control characters, lone surrogates, noncharacters, line and paragraph separators, and the
 * characters that turn the direction of what follows (UAX 9 embeddings, overrides, isolates).
 * Marks that scripts need to be spelt (joiners, LRM, RLM) stay.
 */
const unwanted =
  /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]/gu

/** One line without unwanted characters. Tabs and line breaks become spaces, the rest is dropped. */
export function cleanLine(text: string): string {
  return text.replace(/\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/gu, ' ').replace(unwanted, '')
}

/** Whether a reader would see anything: blanks, fillers and joiners alone are nothing. */
export function hasVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(
    text.replace(/[\p{Default_Ignorable_Code_Point}\u2800]/gu, ''),
  )
}

/** The first `units` UTF-16 units, never ending in half a character. */
export function cutText(text: string, units: number): string {
  if (text.length <= units) return text
  const last = text.charCodeAt(units - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? units - 1 : units)
}
