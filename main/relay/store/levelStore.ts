import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { ClassicLevel } from 'classic-level'
import { fail, ok, type Result } from '#shared/result.ts'
import { charge, fits, grown, pageCost } from './charge.ts'
import { drawGeneration } from './generation.ts'
import { createGroupCommit } from './groupCommit.ts'
import {
  blobKey,
  chargedKey,
  cursorOf,
  generationKey,
  idKey,
  readNumber,
  readIdRow,
  readSummary,
  summaryKey,
  writeNumber,
  writeIdRow,
  writeSummary,
  type IdRow,
} from './levelRows.ts'
import {
  emptySummary,
  type Append,
  type Appended,
  type MailboxStore,
  type MailboxSummary,
  type StoredBlob,
  type StoreQuota,
} from './mailboxStore.ts'

type Database = ClassicLevel<string, Uint8Array>

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
  // Blobs are sealed, so compression would cost time and save nothing.
  const db: Database = new ClassicLevel<string, Uint8Array>(directory, {
    compression: false,
    valueEncoding: 'view',
  })
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await db.open()
    const generation = await openGeneration(db)
    return ok(createStore(db, quota, generation, readNumber(await db.get(chargedKey))))
  } catch (error) {
    await db.close().catch(() => undefined)
    return causeCode(error) === 'LEVEL_LOCKED' ? fail('relay-data-in-use') : fail('disk-failed')
  }
}

/** The generation that the store was made with; one is drawn for a store just made. */
async function openGeneration(db: Database): Promise<number> {
  const row = await db.get(generationKey)
  if (row !== undefined) return readNumber(row)
  const generation = drawGeneration()
  await db.put(generationKey, writeNumber(generation), { sync: true })
  return generation
}

function createStore(
  db: Database,
  quota: StoreQuota,
  generation: number,
  chargedAtOpen: number,
): MailboxStore {
  let charged = chargedAtOpen

  async function commitRound(round: readonly Append[]): Promise<Result<Appended>[]> {
    const summaries = await loadSummaries(db, round)
    const ids = await loadIds(db, round)
    const batch = db.batch()
    let chargedNow = charged
    const results = round.map(({ mailbox, id, bytes, at }): Result<Appended> => {
      const digest = createHash('sha256').update(bytes).digest('hex')
      const earlier = ids.get(idKey(mailbox, id))
      if (earlier !== undefined) {
        if (earlier.digest !== digest) return fail('malformed', 'id used for other bytes')
        return ok({ cursor: earlier.cursor, fresh: false })
      }
      const before = summaries.get(mailbox) ?? emptySummary
      if (!fits(quota, before, chargedNow, bytes.length)) return fail('mailbox-full')
      const after = grown(before, bytes.length, at)
      const row: IdRow = { cursor: after.newest, digest }
      chargedNow += charge(1, bytes.length)
      summaries.set(mailbox, after)
      ids.set(idKey(mailbox, id), row)
      batch.put(blobKey(mailbox, after.newest), bytes)
      batch.put(idKey(mailbox, id), writeIdRow(row))
      batch.put(summaryKey(mailbox), writeSummary(after))
      return ok({ cursor: after.newest, fresh: true })
    })
    if (batch.length === 0) {
      await batch.close()
      return results
    }
    batch.put(chargedKey, writeNumber(chargedNow))
    // The flush is what an acknowledgement promises.
    await batch.write({ sync: true })
    charged = chargedNow
    return results
  }

  const commits = createGroupCommit<Append, Result<Appended>>((round) =>
    commitRound(round).catch(() => round.map(() => fail('disk-failed'))),
  )

  return {
    generation,
    append: (append) => commits.add(append),
    async read(mailbox, after, limitBytes) {
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
    },
    summary: async (mailbox) => readSummary(await db.get(summaryKey(mailbox))),
    async close() {
      await commits.idle()
      await db.close()
    },
  }
}

async function loadSummaries(
  db: Database,
  round: readonly Append[],
): Promise<Map<string, MailboxSummary>> {
  const names = [...new Set(round.map(({ mailbox }) => mailbox))]
  const rows = await db.getMany(names.map(summaryKey))
  return new Map(names.map((name, at) => [name, readSummary(rows[at])]))
}

async function loadIds(db: Database, round: readonly Append[]): Promise<Map<string, IdRow>> {
  const keys = round.map(({ mailbox, id }) => idKey(mailbox, id))
  const rows = await db.getMany(keys)
  const found = new Map<string, IdRow>()
  keys.forEach((key, at) => {
    const row = rows[at]
    if (row !== undefined) found.set(key, readIdRow(row))
  })
  return found
}
