import { IDBObjectStore } from 'fake-indexeddb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  bytesOf,
  collect,
  createDisk,
  entryId,
  expectFailure,
  logName,
  made,
  openLog,
  receiveRun,
  received,
  seqsOf,
  value,
} from './logWorld.ts'
import { rowsOf, tablesOf } from './rawRows.ts'
import { LogReadError } from '#renderer/data/log/index.ts'

/** The disk fills up: from now on writing to a table fails as Chromium makes it fail. */
function fillDisk(table: string, allowed = 0): void {
  let left = allowed
  for (const method of ['add', 'put'] as const) {
    const write = IDBObjectStore.prototype[method]
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...args: [unknown, IDBValidKey?]
    ) {
      if (this.name === table && left-- <= 0) {
        throw new DOMException('no room', 'QuotaExceededError')
      }
      return Reflect.apply(write, this, args)
    })
  }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a full disk', () => {
  test('fails the append, stores nothing of it and gives the same place again later', async () => {
    const disk = createDisk()
    const log = await openLog(disk)
    const name = logName()
    value(await log.append(name, made()))
    // The envelope still fits, the row of the head does not.
    fillDisk('heads')
    const failed = await log.append(name, made())
    expectFailure(failed, 'database-failed')
    expect(failed.ok ? '' : failed.failure.detail).toContain('QuotaExceededError')
    vi.restoreAllMocks()
    expect(await rowsOf(disk, 'envelopes')).toHaveLength(1)
    expect(await log.vector('forum')).toEqual([{ log: name, seq: 1 }])
    expect(value(await log.append(name, made())).seq).toBe(2)
    expect(await seqsOf(log)).toEqual([1, 2])
  })

  test('fails all that shares the transaction and keeps what was there', async () => {
    const disk = createDisk()
    const log = await openLog(disk)
    const name = logName()
    await receiveRun(log, name, 1, 3)
    fillDisk('envelopes', 5)
    const results = await Promise.all(
      [4, 5, 6, 7, 8, 9, 10].map((seq) => log.receive(received(name, seq), bytesOf('x'))),
    )
    for (const result of results) expectFailure(result, 'database-failed')
    vi.restoreAllMocks()
    expect(await rowsOf(disk, 'envelopes')).toHaveLength(3)
    await receiveRun(log, name, 4, 10)
  })

  test('keeps the old local snapshot whole, and the chain without half of an addition', async () => {
    const disk = createDisk()
    const log = await openLog(disk)
    const state = new Uint8Array(2_000_000).fill(1)
    value(await log.saveSnapshot('forum', 'agenda', { state, covers: [] }))
    fillDisk('snapshots', 2)
    const larger = { state: new Uint8Array(3_000_000).fill(2), covers: [] }
    expectFailure(await log.saveSnapshot('forum', 'agenda', larger), 'database-failed')
    vi.restoreAllMocks()
    const kept = value(await log.loadSnapshot('forum', 'agenda'))
    expect(kept?.state.every((byte) => byte === 1)).toBe(true)

    fillDisk('entries', 1)
    const entries = [1, 2].map((number) => ({ id: entryId(number), bytes: bytesOf('e') }))
    expectFailure(await log.putEntries(entries), 'database-failed')
    vi.restoreAllMocks()
    expect(value(await log.allEntries())).toEqual([])
  })
})

describe('a closed log', () => {
  test('finishes what is being written and then refuses everything by name', async () => {
    const disk = createDisk()
    const log = await openLog(disk)
    const name = logName()
    const last = log.append(name, made())
    await log.close()
    expect(value(await last).seq).toBe(1)
    expectFailure(await log.append(name, made()), 'database-failed')
    expectFailure(await log.receive(received(name, 2), bytesOf('x')), 'database-failed')
    expectFailure(await log.allEntries(), 'database-failed')
    await expect(log.read('forum', [], 10)).rejects.toBeInstanceOf(LogReadError)
    await expect(collect(log.document('forum', 'agenda'))).rejects.toBeInstanceOf(LogReadError)
    expect(await rowsOf(disk, 'envelopes')).toHaveLength(1)
  })

  test('that is destroyed leaves no database', async () => {
    const disk = createDisk()
    const log = await openLog(disk)
    await receiveRun(log, logName(), 1, 3)
    value(await log.destroy())
    expect(await disk.indexed.indexedDB.databases()).toEqual([])
  })
})

describe('what lies on the disk', () => {
  test('has only opaque names and numbers in clear', async () => {
    const disk = createDisk()
    const log = await openLog(disk)
    const word = 'plumfeather'
    const name = logName(0xab, `${word}-document`, `${word}-scope`, 0xcd)
    await receiveRun(log, name, 1, 2)
    const other = received(name, 2, { branch: 5, after: 0 })
    expectFailure(await log.receive(other, bytesOf(word)), 'sequence-fork')
    value(await log.markInert(name, 1))
    value(await log.quarantine({ source: word, bytes: bytesOf(word) }))
    value(await log.putEntries([{ id: entryId(0xef), bytes: bytesOf(word) }]))
    const snapshot = { state: bytesOf(word), covers: [{ log: name, seq: 1 }] }
    value(await log.saveSnapshot(name.scope, name.document, snapshot))

    const tables = await tablesOf(disk)
    expect(tables).toHaveLength(8)
    const hidden = [word, 'ab'.repeat(8), 'cd'.repeat(8), entryId(0xef), '0'.repeat(20)]
    for (const table of tables) {
      const rows = await rowsOf(disk, table)
      expect(rows.length).toBeGreaterThan(0)
      for (const { sealed, ...clear } of rows) {
        for (const field of Object.values(clear)) {
          if (typeof field === 'number') continue
          expect(field).toMatch(/^[0-9a-f]{32}$/)
        }
        const text = Buffer.from(sealed instanceof Uint8Array ? sealed : []).toString('latin1')
        for (const secret of hidden) expect(JSON.stringify(clear) + text).not.toContain(secret)
      }
    }
  })
})
