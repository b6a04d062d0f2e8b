import type { Reader, Writer } from '#shared/codec/index.ts'
import type { DeviceId, EnvelopeId, IncarnationId } from '#shared/ids.ts'
import { maxDocumentBytes, maxScopeBytes } from '../envelope/limits.ts'
import type { CutOff, LogName } from './bodies.ts'
import { maxCutOffs } from './limits.ts'

/** One string for a log, by which cut-offs are ordered: no scope or document holds a line break. */
export function logKey(log: LogName): string {
  return `${log.device}\n${log.incarnation}\n${log.scope}\n${log.document}`
}

/** Writes them in the order of their logs, each log once. */
export function writeCutOffs(writer: Writer, cutOffs: readonly CutOff[]): void {
  writer.list(inOrder(cutOffs), (cut) => {
    writer.hex(cut.device)
    writer.hex(cut.incarnation)
    writer.text(cut.scope)
    writer.text(cut.document)
    writer.varint(cut.seq)
    writer.hex(cut.id)
  })
}

/** Reads at most 300, strictly ascending by log. */
export function readCutOffs(reader: Reader): CutOff[] {
  const cutOffs = reader.list(maxCutOffs, () => ({
    device: reader.hex(32) as DeviceId,
    incarnation: reader.hex(16) as IncarnationId,
    scope: reader.text(maxScopeBytes),
    document: reader.text(maxDocumentBytes),
    seq: reader.varint(),
    id: reader.hex(32) as EnvelopeId,
  }))
  const keys = cutOffs.map(logKey)
  const sorted = keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') < key)
  reader.require(sorted, 'cut-offs not in the order of their logs')
  return cutOffs
}

function inOrder(cutOffs: readonly CutOff[]): CutOff[] {
  return [...cutOffs].sort((a, b) => (logKey(a) < logKey(b) ? -1 : 1))
}
