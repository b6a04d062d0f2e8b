import type { View } from './view.ts'

const blockLength = 32 * 1024
const headerLength = 7

/**
 * The records of a LevelDB log or manifest (doc/log_format.md of google/leveldb), each put together
 * again from its fragments. A record is a whole write batch, and inside a batch keys and values lie
 * unbroken, so a word in either can be found in the record. Records cut short by a killed process
 * are given as far as they go.
 */
export function readLog(bytes: Uint8Array): View[] {
  const records: View[] = []
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let parts: Uint8Array[] = []
  let startedAt = 0
  const finish = () => {
    // One fragment is already whole in the file itself.
    if (parts.length > 1) {
      records.push({ where: `log record at ${startedAt}`, bytes: Buffer.concat(parts) })
    }
    parts = []
  }
  for (let at = 0; at + headerLength <= file.length;) {
    const leftInBlock = blockLength - (at % blockLength)
    const length = leftInBlock < headerLength ? 0 : file.readUInt16LE(at + 4)
    const type = leftInBlock < headerLength ? 0 : file.readUInt8(at + 6)
    if (type < 1 || type > 4 || length + headerLength > leftInBlock) {
      // Filler, or damage: the next block starts afresh, as LevelDB's own reader does.
      at += leftInBlock
      continue
    }
    if (type === 1 || type === 2) {
      finish()
      startedAt = at
    }
    parts.push(file.subarray(at + headerLength, at + headerLength + length))
    if (type === 1 || type === 4) finish()
    at += headerLength + length
  }
  finish()
  return records
}
