import * as Y from 'yjs'
import { decodeDevice, derivedClientId, reduceChain, decodeEntry, type Sodium } from '#crypto'
import { openSharedDocument } from '#renderer/data/docs/index.ts'
import { keepLocalSnapshot } from '#renderer/data/forum/documents.ts'
import { openKeyring } from '#renderer/data/forum/keyring.ts'
import { forumScope, updateFormat } from '#renderer/data/forum/names.ts'
import { scopeLog } from '#renderer/data/forum/scopeLog.ts'
import { createWriter } from '#renderer/data/forum/writer.ts'
import { openSealedLog } from '#renderer/data/log/index.ts'
import type { HeldForum } from '#renderer/data/profile/index.ts'
import { toHex, type IncarnationId } from '#shared/ids.ts'
import { invariant } from '#shared/result.ts'
import { must } from '../measure/expect.ts'
import { writeHistory } from './history.ts'

export const historyDocument = 'parking-lot'

/** What a member's database holds after `count` updates. */
export interface Prepared {
  readonly updates: number
  /** Of all envelopes. */
  readonly sealedBytes: number
  /** Of the whole state as Yjs V1, which is what stock y-webrtc answers a newcomer with. */
  readonly stateBytes: number
  readonly stateV2: Uint8Array
}

/**
 * Writes a history into a member's database by the app's own door out: typed documents, sealed
 * envelopes, one strict log; and keeps the local snapshot that the app keeps when it is closed.
 */
export async function prepareHistory(
  sodium: Sodium,
  held: HeldForum,
  count: number,
): Promise<Prepared> {
  const device = must(decodeDevice(sodium, held.device), 'the device')
  const whole = must(
    await openSealedLog({ ...held.database, sodium, expect: 'existing' }),
    'the log',
  )
  const log = scopeLog(whole, forumScope)
  const stored = must(await whole.allEntries(), 'the chain')
  const entries = stored.map(({ bytes }) => must(decodeEntry(sodium, bytes), 'an entry'))
  const state = reduceChain(sodium, held.forum, entries)
  const { currentEpoch } = state
  const keys = currentEpoch === null ? undefined : openKeyring(sodium, held).get(currentEpoch)
  invariant(keys !== undefined, 'a member holds the current keys')
  const incarnation = toHex(sodium.random(16)) as IncarnationId // 16 bytes are what the brand says
  const writer = createWriter({
    sodium,
    log,
    forum: held.forum,
    device: device.id,
    incarnation,
    signingSecret: device.signing.secretKey,
    current: () => keys,
    prepare: () => null,
    heads: () => state.heads,
    ends: () => new Map(),
    named: new Map(),
  })
  const updates: Uint8Array[] = []
  const shared = openSharedDocument({
    name: historyDocument,
    clientId: derivedClientId(sodium, device.id, incarnation, historyDocument),
    onUpdate: (update) => updates.push(update),
  })
  writeHistory(shared, count, shared.flush)
  invariant(updates.length === count, 'each step of the history is one update')
  const written = await Promise.all(
    updates.map((update) => writer.write('update', historyDocument, updateFormat, update)),
  )
  const sealedBytes = written.reduce((sum, one) => sum + must(one, 'writing').bytes.length, 0)
  must(await keepLocalSnapshot(log, historyDocument, shared, new Map()), 'the local snapshot')
  const kept = must(await log.loadSnapshot(historyDocument), 'the local snapshot')
  invariant(kept !== null, 'a snapshot that was kept is there')
  const stateBytes = Y.encodeStateAsUpdate(shared.doc).length
  shared.destroy()
  await whole.close()
  return { updates: count, sealedBytes, stateBytes, stateV2: kept.state }
}
