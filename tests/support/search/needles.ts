/** One way in which a word may lie in a file. */
export interface Needle {
  readonly word: string
  readonly encoding: string
  readonly bytes: Buffer
}

/** Shorter pieces of base64 or hex would be found by chance. */
const shortestText = 6

/**
 * Every byte string that would betray `word`: UTF-8, UTF-16 in both orders, Latin-1 (V8 stores
 * strings of such characters so), JSON and URL escapes, hex in both cases, and base64 in both
 * alphabets at the three places a word can begin in a group. Upper and lower case are told apart.
 */
export function needlesOf(word: string): Needle[] {
  const utf8 = Buffer.from(word, 'utf8')
  const utf16 = Buffer.from(word, 'utf16le')
  if (utf8.length < 4) throw new Error(`Too short to search for: ${JSON.stringify(word)}`)
  const all: Needle[] = [
    { word, encoding: 'utf-8', bytes: utf8 },
    { word, encoding: 'utf-16le', bytes: utf16 },
    { word, encoding: 'utf-16be', bytes: Buffer.from(utf16).swap16() },
    ...texts(word, 'hex', [utf8.toString('hex'), utf8.toString('hex').toUpperCase()]),
    ...texts(word, 'hex of utf-16le', [utf16.toString('hex')]),
    ...texts(word, 'base64', base64Pieces(utf8, 'base64')),
    ...texts(word, 'base64url', base64Pieces(utf8, 'base64url')),
    ...texts(word, 'base64 of utf-16le', base64Pieces(utf16, 'base64')),
    ...texts(word, 'json', [jsonEscaped(word)]),
    ...texts(word, 'url', [encodeURIComponent(word)]),
  ]
  if (!/[^\u0000-\u00ff]/.test(word)) {
    all.push({ word, encoding: 'latin-1', bytes: Buffer.from(word, 'latin1') })
  }
  return all.filter((needle, at) => all.findIndex((n) => n.bytes.equals(needle.bytes)) === at)
}

function texts(word: string, encoding: string, written: string[]): Needle[] {
  return written
    .filter((text) => text.length >= shortestText)
    .map((text) => ({ word, encoding, bytes: Buffer.from(text, 'latin1') }))
}

/** The characters that depend on the word alone, for each of the three places in a group. */
function base64Pieces(bytes: Buffer, alphabet: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString(alphabet)
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  })
}

function jsonEscaped(word: string): string {
  return word.replace(
    /[^\u0020-\u007e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
