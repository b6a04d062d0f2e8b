import * as Y from 'yjs'
import { deviceKeyAt, openEnvelope } from '#crypto'
import { parkingLotOf } from '#renderer/data/docs/index.ts'
import { openCore } from '#renderer/data/forum/core.ts'
import { openDocuments } from '#renderer/data/forum/documents.ts'
import { forumScope } from '#renderer/data/forum/names.ts'
import { scopeLog } from '#renderer/data/forum/scopeLog.ts'
import { invariant } from '#shared/result.ts'
import { must } from '../measure/expect.ts'
import { lastTitle } from './history.ts'
import { keptForum, keptState } from './kept.ts'
import { plainSodium, profileOf } from './ours.ts'
import { historyDocument } from './prepare.ts'

/** Milliseconds. */
export interface Reopened {
  readonly whole: number
  /** Opening the database and the membership chain. */
  readonly core: number
  /** Every document: sealed snapshot read, opened, loaded; the log's tail read. */
  readonly documents: number
  /** The first reading of the typed document. */
  readonly reading: number
}

/** From an opened vault to the text, as the app does it when it starts, short of the network. */
export async function reopen(): Promise<Reopened> {
  const sodium = await plainSodium()
  const profile = profileOf(keptForum())
  const start = performance.now()
  const core = must(await openCore(sodium, profile, () => undefined), 'opening')
  const cored = performance.now()
  const state = core.chain.state.read()
  const keyOf = deviceKeyAt(state)
  const { all: documents } = await openDocuments(
    {
      sodium,
      log: scopeLog(core.log, forumScope),
      open: (bytes) => openEnvelope(sodium, core.keyring().keys, keyOf, bytes),
      device: core.device.id,
      incarnation: core.newIncarnation(),
      cameWith: () => core.keyring().cameWith(state, forumScope),
      onUpdate: () => undefined,
    },
    () => Promise.resolve(new Map()),
  )
  const documented = performance.now()
  const shared = documents.get(historyDocument)
  invariant(shared !== undefined, 'the document is open')
  const { topics } = parkingLotOf(shared).read()
  const read = performance.now()
  invariant(
    topics.some(({ title }) => title === lastTitle),
    'the text came back whole',
  )
  for (const document of documents.values()) document.destroy()
  await core.log.close()
  return {
    whole: read - start,
    core: cored - start,
    documents: documented - cored,
    reading: read - documented,
  }
}

/** The same state, already in memory, into a plain Yjs document. */
export function loadPlain(): number {
  const state = keptState()
  const start = performance.now()
  const doc = new Y.Doc()
  Y.applyUpdateV2(doc, state)
  const loaded = performance.now() - start
  invariant(doc.getMap('topics').size + doc.share.size > 0, 'the state is loaded')
  return loaded
}
