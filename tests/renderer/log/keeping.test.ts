import { describe, expect, test } from 'vitest'
import { bytesOf, createDisk, entryId, expectFailure, logName, openLog, value } from './logWorld.ts'
import { changeRows, corrupt, rowsOf } from './rawRows.ts'

const covers = [
  { log: logName(1), seq: 4 },
  { log: logName(2), seq: 9 },
]

function pattern(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at++) bytes[at] = (at * 31 + (at >> 8)) & 0xff
  return bytes
}

describe('local snapshots', () => {
  test('come back whole, in parts when large', async () => {
    const disk = createDisk()
    const before = await openLog(disk)
    const state = pattern(3 * 1024 * 1024 + 17)
    expect(value(await before.loadSnapshot('forum', 'agenda'))).toBe(null)
    value(await before.saveSnapshot('forum', 'agenda', { state, covers }))
    value(await before.saveSnapshot('forum', 'parking', { state: new Uint8Array(0), covers: [] }))
    await before.close()
    const log = await openLog(disk)
    const loaded = value(await log.loadSnapshot('forum', 'agenda'))
    expect(loaded?.covers).toEqual(covers)
    expect(Buffer.compare(loaded?.state ?? new Uint8Array(0), state)).toBe(0)
    expect(value(await log.loadSnapshot('forum', 'parking'))?.state).toHaveLength(0)
    expect(value(await log.loadSnapshot('moderators', 'agenda'))).toBe(null)
  })

  test('a newer one leaves nothing of the older one', async () => {
    const disk = createDisk()
    const log = await openLog(disk)
    value(await log.saveSnapshot('forum', 'agenda', { state: pattern(2_500_000), covers }))
    value(await log.saveSnapshot('forum', 'agenda', { state: pattern(10), covers: [] }))
    expect(value(await log.loadSnapshot('forum', 'agenda'))?.state).toEqual(pattern(10))
    expect(await rowsOf(disk, 'snapshots')).toHaveLength(2)
  })

  test('with a corrupted, missing or exchanged part fail by name, so the log is read instead', async () => {
    for (const spoil of ['corrupt', 'delete', 'exchange'] as const) {
      const disk = createDisk()
      const before = await openLog(disk)
      value(await before.saveSnapshot('forum', 'agenda', { state: pattern(2_500_000), covers }))
      const old = (await rowsOf(disk, 'snapshots')).find((row) => row['part'] === 2)
      const other = pattern(2_500_000).reverse()
      value(await before.saveSnapshot('forum', 'agenda', { state: other, covers }))
      await before.close()
      const second = (row: Record<string, unknown>) => row['part'] === 2
      if (spoil === 'corrupt') await corrupt(disk, 'snapshots', second)
      else if (spoil === 'delete') await changeRows(disk, 'snapshots', second, () => null)
      else await changeRows(disk, 'snapshots', second, () => old ?? null)
      const log = await openLog(disk)
      expectFailure(await log.loadSnapshot('forum', 'agenda'), 'row-corrupted')
      expect(log.damage.map(({ table }) => table)).toEqual(['snapshots'])
    }
  })
})

describe('the membership chain', () => {
  test('is kept whole across openings and putting it twice changes nothing', async () => {
    const disk = createDisk()
    const before = await openLog(disk)
    const entries = Array.from({ length: 20 }, (_, at) => ({
      id: entryId(at),
      bytes: bytesOf(`entry ${at}`),
    }))
    value(await before.putEntries(entries))
    value(await before.putEntries([{ id: entryId(3), bytes: bytesOf('something else') }]))
    await before.close()
    const held = value(await (await openLog(disk)).allEntries())
    expect([...held].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(entries)
  })
})

describe('the quarantine', () => {
  test('gives everything back in order of arrival until it is released', async () => {
    const disk = createDisk()
    const before = await openLog(disk)
    for (const text of ['one', 'two', 'three']) {
      const envelope = { source: 'device', bytes: bytesOf(text) }
      expect(value(await before.quarantine(envelope))).toBe('stored')
      expect(value(await before.quarantine(envelope))).toBe('duplicate')
    }
    await before.close()
    const log = await openLog(disk)
    const held = value(await log.quarantined())
    expect(held.map(({ bytes }) => bytes)).toEqual(['one', 'two', 'three'].map((t) => bytesOf(t)))
    value(await log.release(held.slice(0, 2)))
    expect(value(await log.quarantined()).map(({ source }) => source)).toEqual(['device'])
  })

  test('holds 200 envelopes a device, and another device still has room', async () => {
    const log = await openLog(createDisk())
    const lay = (source: string, at: number) =>
      log.quarantine({ source, bytes: bytesOf(`${source} ${at}`) })
    for (let at = 0; at < 200; at++) value(await lay('flooder', at))
    expectFailure(await lay('flooder', 200), 'quarantine-full')
    expect(value(await lay('flooder', 199))).toBe('duplicate')
    expect(value(await lay('other', 0))).toBe('stored')
    value(await log.release(value(await log.quarantined()).slice(0, 1)))
    expect(value(await lay('flooder', 200))).toBe('stored')
  })

  test('holds 1 MiB a device', async () => {
    const log = await openLog(createDisk())
    const large = (at: number) => log.quarantine({ source: 'one', bytes: pattern(260_000 + at) })
    for (let at = 0; at < 4; at++) value(await large(at))
    expectFailure(await large(4), 'quarantine-full')
    expectFailure(
      await log.quarantine({ source: 'two', bytes: pattern(2_000_000) }),
      'quarantine-full',
    )
  })

  test('drops and names a corrupted row', async () => {
    const disk = createDisk()
    const before = await openLog(disk)
    for (const text of ['one', 'two'])
      await before.quarantine({ source: 'd', bytes: bytesOf(text) })
    await before.close()
    await corrupt(disk, 'quarantine', (row) => row['at'] === 1)
    const log = await openLog(disk)
    expect(value(await log.quarantined()).map(({ bytes }) => bytes)).toEqual([bytesOf('two')])
    expect(log.damage).toHaveLength(1)
    expect(await rowsOf(disk, 'quarantine')).toHaveLength(1)
  })
})
