import { NotAnUpdate } from './updateReader.ts'
import type { UpdateReader } from './updateReader.ts'

/** How deep a plain value may nest; Yjs reads values by recursion. */
const deepest = 16

/**
 * Reads one item's content and returns its length in clock ticks. Kinds as in yjs 13.6 `Item.js`.
 * Refused although Yjs knows them: 2 (JSON, written by no version we know), 9 (sub-document),
 * 10 (skip, which only merged updates hold), and the type XmlHook.
 */
export function readContent(reader: UpdateReader, kind: number): number {
  switch (kind) {
    case 1: // deleted
      return reader.uint()
    case 3: // bytes
      reader.skip(reader.uint())
      return 1
    case 4: // text
      return reader.text().length
    case 5: // embedded value
      readJson(reader)
      return 1
    case 6: // text format: key, value
      reader.text()
      readJson(reader)
      return 1
    case 7: {
      // a type: array, map, text, XML element with its name, fragment, XML text
      const type = reader.uint()
      if (type > 6 || type === 5) throw new NotAnUpdate('unknown type')
      if (type === 3) reader.text()
      return 1
    }
    case 8: {
      const count = reader.uint()
      for (let at = 0; at < count; at++) skipValue(reader, 0)
      return count
    }
    default:
      throw new NotAnUpdate('unknown content')
  }
}

function readJson(reader: UpdateReader): void {
  const text = reader.text()
  try {
    JSON.parse(text)
  } catch {
    throw new NotAnUpdate('value is not JSON')
  }
}

/** lib0's "any" encoding (lib0 0.2, `encoding.writeAny`). */
function skipValue(reader: UpdateReader, depth: number): void {
  if (depth > deepest) throw new NotAnUpdate('value too deep')
  const kind = reader.byte()
  switch (kind) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return
    case 125: // whole number with a sign
      skipSigned(reader)
      return
    case 124:
      reader.skip(4)
      return
    case 123:
    case 122:
      reader.skip(8)
      return
    case 119:
      reader.text()
      return
    case 118: {
      const count = reader.uint()
      for (let at = 0; at < count; at++) {
        if (reader.text() === '__proto__') throw new NotAnUpdate('key not allowed')
        skipValue(reader, depth + 1)
      }
      return
    }
    case 117: {
      const count = reader.uint()
      for (let at = 0; at < count; at++) skipValue(reader, depth + 1)
      return
    }
    case 116:
      reader.skip(reader.uint())
      return
    default:
      throw new NotAnUpdate('unknown value')
  }
}

function skipSigned(reader: UpdateReader): void {
  let part = reader.byte()
  for (let more = 0; (part & 128) !== 0; more++) {
    if (more > 7) throw new NotAnUpdate('number too large')
    part = reader.byte()
  }
}
