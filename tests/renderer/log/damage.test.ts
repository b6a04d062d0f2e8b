import { describe, expect, test } from 'vitest'
import {
  bytesOf,
  createDisk,
  entryId,
  envelopeId,
  expectFailure,
  logName,
  made,
  openLog,
  receiveRun,
  received,
  seqsOf,
  sodiumOnce,
  value,
} from './logWorld.ts'
import type { Disk } from './logWorld.ts'
import { changeRows, corrupt, rowsOf } from './rawRows.ts'
import { openSealedLog } from '#renderer/data/log/index.ts'
import type { SealedLog } from '#renderer/data/log/index.ts'

const name = logName()

async function diskWith(count: number): Promise<Disk> {
  const disk = createDisk()
  const log = await openLog(disk)
  await receiveRun(log, name, 1, count)
  await log.close()
  return disk
}

function tables(log: SealedLog): string[] {
  return log.damage.map(({ table }) => table)
}

describe('a corrupted row', () => {
  test('of an envelope is named, and the rest still loads', async () => {
    const disk = await diskWith(5)
    expect(await corrupt(disk, 'envelopes', (row) => row['seq'] === 3)).toBe(1)
    const log = await openLog(disk)
    expect(log.damage).toEqual([])
    expect(await seqsOf(log)).toEqual([1, 2, 4, 5])
    expect(log.damage).toHaveLength(1)
    expect(log.damage[0]).toMatchObject({ code: 'row-corrupted', table: 'envelopes' })
    expect(log.damage[0]?.key).toMatch(/^[0-9a-f]{32}\/[0-9a-f]{32}\/3$/)
  })

  test('makes the vector fall back to it, so that it is sent again and mended', async () => {
    const disk = await diskWith(5)
    await corrupt(disk, 'envelopes', (row) => row['seq'] === 3)
    const log = await openLog(disk)
    await seqsOf(log)
    expect(await log.vector('forum')).toEqual([{ log: name, seq: 2 }])
    expect((await log.read('forum', [], 1_000_000)).map(({ seq }) => seq)).toEqual([1, 2])

    expect(value(await log.receive(received(name, 3), bytesOf('envelope 3')))).toBe('stored')
    expect(value(await log.receive(received(name, 4), bytesOf('envelope 4')))).toBe('duplicate')
    expect(await log.vector('forum')).toEqual([{ log: name, seq: 5 }])
    expect(await seqsOf(log)).toEqual([1, 2, 3, 4, 5])
  })

  test('is not mended with another envelope', async () => {
    const disk = await diskWith(5)
    await corrupt(disk, 'envelopes', (row) => row['seq'] === 3)
    const log = await openLog(disk)
    const bytes = bytesOf('other')
    const other = received(name, 3, { branch: 4, after: 0 })
    expectFailure(await log.receive(other, bytes), 'sequence-fork')
    expectFailure(await log.receive(received(name, 3, { after: 4 }), bytes), 'sequence-fork')
    expect(value(await log.receive(received(name, 3), bytes))).toBe('stored')
  })

  test('that was deleted is noticed like a corrupted one', async () => {
    const disk = await diskWith(5)
    const deleted = [2, 5]
    await changeRows(
      disk,
      'envelopes',
      (row) => deleted.some((seq) => row['seq'] === seq),
      () => null,
    )
    const log = await openLog(disk)
    expect(await seqsOf(log)).toEqual([1, 3, 4])
    expect(tables(log)).toEqual(['envelopes', 'envelopes'])
    expect(await log.vector('forum')).toEqual([{ log: name, seq: 1 }])
    const bytes = bytesOf('again')
    expectFailure(await log.receive(received(name, 5, { branch: 3 }), bytes), 'sequence-fork')
    expect(value(await log.receive(received(name, 5), bytes))).toBe('stored')
    expect(value(await log.receive(received(name, 2), bytes))).toBe('stored')
    expect(await log.vector('forum')).toEqual([{ log: name, seq: 5 }])
  })

  test('that was put in another place does not open there', async () => {
    const disk = await diskWith(3)
    const rows = await rowsOf(disk, 'envelopes')
    const second = rows.find((row) => row['seq'] === 2)
    await changeRows(
      disk,
      'envelopes',
      (row) => row['seq'] === 3,
      (row) => ({ ...row, sealed: second?.sealed }),
    )
    const log = await openLog(disk)
    expect(await seqsOf(log)).toEqual([1, 2])
    expect(tables(log)).toEqual(['envelopes'])
  })

  test('of a head is found again from the envelopes and written anew', async () => {
    const disk = await diskWith(700)
    await corrupt(disk, 'heads')
    const log = await openLog(disk)
    expect(tables(log)).toEqual(['heads'])
    expect(log.heads('forum')).toEqual([{ log: name, seq: 700, id: envelopeId(700) }])
    await receiveRun(log, name, 701, 701)
    await log.close()
    const again = await openLog(disk)
    expect(again.damage).toEqual([])
    expect(await again.vector('forum')).toEqual([{ log: name, seq: 701 }])
  })

  test('of a head that was deleted is found again when the document is read', async () => {
    const disk = await diskWith(4)
    await changeRows(
      disk,
      'heads',
      () => true,
      () => null,
    )
    const log = await openLog(disk)
    expect(await seqsOf(log)).toEqual([1, 2, 3, 4])
    expect(tables(log)).toEqual(['heads'])
    expect(await log.vector('forum')).toEqual([{ log: name, seq: 4 }])
    await log.close()
    const again = await openLog(disk)
    expect(await again.vector('forum')).toEqual([{ log: name, seq: 4 }])
    expect(again.damage).toEqual([])
  })

  test('of a head that breaks while the log is open does not set the log back', async () => {
    const disk = createDisk()
    const log = await openLog(disk)
    await receiveRun(log, name, 1, 3)
    await corrupt(disk, 'heads')
    expect(value(await log.append(name, made())).seq).toBe(4)
    expect(tables(log)).toEqual(['heads'])
    expect(await seqsOf(log)).toEqual([1, 2, 3, 4])
  })

  test('at the end of a log whose head is lost too never lets a place be used twice', async () => {
    const disk = await diskWith(4)
    await corrupt(disk, 'heads')
    await corrupt(disk, 'envelopes', (row) => row['seq'] === 4)
    const log = await openLog(disk)
    expectFailure(await log.append(name, made()), 'row-corrupted')
    expect(value(await log.append(logName(1, 'agenda', 'forum', 2), made())).seq).toBe(1)
    expect(value(await log.receive(received(name, 4), bytesOf('envelope 4')))).toBe('stored')
    expect(await seqsOf(log)).toHaveLength(5)
  })

  test('of a membership entry is named, and can be put again', async () => {
    const disk = createDisk()
    const before = await openLog(disk)
    const entries = [1, 2, 3].map((number) => ({
      id: entryId(number),
      bytes: bytesOf(`entry ${number}`),
    }))
    value(await before.putEntries(entries))
    await before.close()
    let first = true
    await corrupt(disk, 'entries', () => {
      const chosen = first
      first = false
      return chosen
    })
    const log = await openLog(disk)
    expect(value(await log.allEntries())).toHaveLength(2)
    expect(tables(log)).toEqual(['entries'])
    value(await log.putEntries(entries))
    expect(value(await log.allEntries())).toHaveLength(3)
  })

  test('with anything but bytes in it is damage, not a crash', async () => {
    const disk = await diskWith(2)
    for (const sealed of [null, 'text', new Uint8Array(3)]) {
      await changeRows(
        disk,
        'envelopes',
        (row) => row['seq'] === 2,
        (row) => ({ ...row, sealed }),
      )
      const log = await openLog(disk)
      expect(await seqsOf(log)).toEqual([1])
      expect(tables(log)).toEqual(['envelopes'])
      await log.close()
    }
  })
})

describe('opening', () => {
  const options = async (disk: Disk) => ({
    name: disk.name,
    indexed: disk.indexed,
    rowKey: new Uint8Array(32).fill(7),
    sodium: await sodiumOnce(),
  })

  test('an absent database that must exist is missing, and none is made', async () => {
    const disk = createDisk()
    const expected = { ...(await options(disk)), expect: 'existing' } as const
    expectFailure(await openSealedLog(expected), 'database-missing')
    expect(await disk.indexed.indexedDB.databases()).toEqual([])
  })

  test('a database that was emptied is missing too', async () => {
    const disk = await diskWith(2)
    for (const table of ['meta', 'heads', 'envelopes']) {
      await changeRows(
        disk,
        table,
        () => true,
        () => null,
      )
    }
    const expected = { ...(await options(disk)), expect: 'existing' } as const
    expectFailure(await openSealedLog(expected), 'database-missing')
  })

  test('counts its openings under one id, so that an older copy can be told', async () => {
    const disk = createDisk()
    const first = await openLog(disk)
    await first.close()
    const second = await openLog(disk)
    expect(second.marker).toEqual({ id: first.marker.id, openings: 2 })
    expect(first.marker.id).toMatch(/^[0-9a-f]{32}$/)
  })

  test('a damaged marker gets a new id and is reported', async () => {
    const disk = await diskWith(1)
    const before = await openLog(disk)
    await before.close()
    await corrupt(disk, 'meta')
    const log = await openLog(disk)
    expect(tables(log)).toEqual(['meta'])
    expect(log.marker.id).not.toBe(before.marker.id)
    await log.close()
    expect((await openLog(disk)).damage).toEqual([])
  })

  test('with another key fails and changes nothing', async () => {
    const disk = await diskWith(1)
    const wrong = { ...(await options(disk)), rowKey: new Uint8Array(32).fill(8) }
    expectFailure(await openSealedLog(wrong), 'row-corrupted')
    const log = await openLog(disk)
    expect(log.damage).toEqual([])
    expect(await seqsOf(log)).toEqual([1])
  })
})
