import { mkdir } from 'node:fs/promises'
import { fail, ok, type Result } from '#shared/result.ts'
import { createHub } from '../hub.ts'
import { pageCost } from './charge.ts'
import { createGroupCommit } from './groupCommit.ts'
import { ageStore } from './levelAge.ts'
import { commitRound } from './levelAppend.ts'
import { backUpDatabase } from './levelBackup.ts'
import {
  databaseIn,
  openGeneration,
  readLedger,
  type Database,
  type LevelState,
} from './levelDatabase.ts'
import { blobKey, cursorOf, readSummary, summaryKey } from './levelRows.ts'
import type {
  Append,
  Appended,
  BlobPage,
  MailboxName,
  MailboxStore,
  StoredBlob,
  StoreQuota,
} from './mailboxStore.ts'
import { createTurns } from './turns.ts'

function causeCode(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}

/**
 * The embedded store in one directory, which it locks for itself.
 * Failures: 'relay-data-in-use' when another process has it open, 'disk-failed' otherwise.
 */
export async function openLevelStore(
  directory: string,
  quota: StoreQuota,
): Promise<Result<MailboxStore>> {
  const db = databaseIn(directory)
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await db.open()
    const generation = await openGeneration(db)
    return ok(createStore({ db, quota, ledger: await readLedger(db) }, generation))
  } catch (error) {
    await db.close().catch(() => undefined)
    return causeCode(error) === 'LEVEL_LOCKED' ? fail('relay-data-in-use') : fail('disk-failed')
  }
}

function createStore(state: LevelState, generation: number): MailboxStore {
  const { db } = state
  const hub = createHub<StoredBlob>()
  const turns = createTurns()
  const commits = createGroupCommit<Append, Result<Appended>>((round) =>
    turns.take(() => commitRound(state, round)).catch(() => round.map(() => fail('disk-failed'))),
  )

  return {
    generation,
    async append(append) {
      const kept = await commits.add(append)
      if (kept.ok && kept.value.fresh) {
        const { mailbox, bytes, by } = append
        hub.tell(mailbox, { cursor: kept.value.cursor, bytes }, by)
      }
      return kept
    },
    listen: (mailbox, listener) => hub.listen(mailbox, listener),
    read: (mailbox, after, limitBytes) => readPage(db, mailbox, after, limitBytes),
    summary: async (mailbox) => readSummary(await db.get(summaryKey(mailbox)), state.ledger.floor),
    async age(now, keepDays) {
      try {
        return ok(await ageStore(state, turns, now, keepDays))
      } catch {
        return fail('disk-failed')
      }
    },
    backUp: (folder) => backUpDatabase(db, folder),
    async close() {
      await commits.idle()
      await turns.idle()
      await db.close()
    },
  }
}

async function readPage(
  db: Database,
  mailbox: MailboxName,
  after: number,
  limitBytes: number,
): Promise<BlobPage> {
  const blobs: StoredBlob[] = []
  let room = limitBytes
  const range = { gt: blobKey(mailbox, after), lt: `b${mailbox}g` }
  for await (const [key, bytes] of db.iterator(range)) {
    room -= pageCost(bytes.length)
    if (room < 0 && blobs.length > 0) return { blobs, more: true }
    // The database gives Buffers; out of here go plain arrays, as from every engine.
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    blobs.push({ cursor: cursorOf(key), bytes: plain })
  }
  return { blobs, more: false }
}
