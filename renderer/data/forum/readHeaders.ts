import type { CountedEnvelope, OpenedEnvelope } from '#crypto'
import type { Result } from '#shared/result.ts'
import { type DocumentName, snapshotPlace } from './names.ts'
import type { ScopeLog } from './scopeLog.ts'

/** What is read, and how it is opened. */
export interface HeaderSources {
  readonly log: ScopeLog
  readonly open: (bytes: Uint8Array) => Result<OpenedEnvelope>
}

/** Every envelope of a document that opens here, without its content. */
export async function readHeaders(
  { log, open }: HeaderSources,
  document: string,
): Promise<readonly CountedEnvelope[]> {
  const found: CountedEnvelope[] = []
  for await (const { bytes } of log.document(document)) {
    const opened = open(bytes)
    if (opened.ok) found.push({ id: opened.value.id, header: opened.value.header })
  }
  return found
}

/** The envelopes of all snapshots of a document. */
export async function readSnapshotHeaders(
  sources: HeaderSources,
  document: DocumentName,
): Promise<readonly CountedEnvelope[]> {
  const names = new Set(
    sources.log
      .heads()
      .map((head) => head.log.document)
      .filter((name) => snapshotPlace(name)?.document === document),
  )
  const found: CountedEnvelope[] = []
  for (const name of names) found.push(...(await readHeaders(sources, name)))
  return found
}
