import { describe, expect, test } from 'vitest'
import {
  bytesOf,
  createDisk,
  envelopeId,
  epochId,
  expectFailure,
  logName,
  made,
  openLog,
  seqsOf,
  value,
} from './logWorld.ts'
import { fail, ok } from '#shared/result.ts'

describe('append', () => {
  test('gives each log its own places 1, 2, 3 and the id before', async () => {
    const log = await openLog(createDisk())
    const places: unknown[] = []
    for (const name of [logName(1), logName(2), logName(1)]) {
      await log.append(name, (seq, prev) => {
        places.push([name.device.slice(0, 2), seq, prev])
        return made()(seq)
      })
    }
    expect(places).toEqual([
      ['01', 1, null],
      ['02', 1, null],
      ['01', 2, envelopeId(1)],
    ])
  })

  test('allocates without repetition when many appends are asked for at once', async () => {
    const disk = createDisk()
    const log = await openLog(disk)
    const name = logName()
    const stored = await Promise.all(Array.from({ length: 700 }, () => log.append(name, made())))
    expect(stored.map((result) => value(result).seq)).toEqual(
      Array.from({ length: 700 }, (_, at) => at + 1),
    )
    expect(await seqsOf(log)).toHaveLength(700)
  })

  test('a maker that fails leaves no gap and its failure is handed back', async () => {
    const log = await openLog(createDisk())
    const name = logName()
    const results = await Promise.all([
      log.append(name, made()),
      log.append(name, () => fail('too-large')),
      log.append(name, made()),
    ])
    expectFailure(results[1], 'too-large')
    expect(value(results[2]).seq).toBe(2)
    expect(await seqsOf(log)).toEqual([1, 2])
  })

  test('a maker that throws rejects its own call only', async () => {
    const log = await openLog(createDisk())
    const name = logName()
    const [first, second, third] = await Promise.allSettled([
      log.append(name, made()),
      log.append(name, () => {
        throw new Error('a mistake')
      }),
      log.append(name, made()),
    ])
    expect([first.status, second.status, third.status]).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect(await seqsOf(log)).toEqual([1, 2])
  })

  test('goes on where it stopped after reopening', async () => {
    const disk = createDisk()
    const name = logName()
    const before = await openLog(disk)
    await before.append(name, made())
    await before.append(name, made())
    await before.close()
    const log = await openLog(disk)
    const next = value(
      await log.append(name, (seq, prev) => {
        expect(prev).toBe(envelopeId(2))
        return made()(seq)
      }),
    )
    expect(next.seq).toBe(3)
  })

  test('two handles on one database never allocate the same place', async () => {
    const disk = createDisk()
    const [one, two] = [await openLog(disk), await openLog(disk)]
    const name = logName()
    const stored = await Promise.all(
      Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? one : two).append(name, made())),
    )
    const places = stored.map((result) => value(result).seq).sort((a, b) => a - b)
    expect(places).toEqual(Array.from({ length: 40 }, (_, at) => at + 1))
  })

  test('keeps what was made, byte for byte', async () => {
    const disk = createDisk()
    const before = await openLog(disk)
    const envelope = { bytes: bytesOf('sealed', 9000), id: envelopeId(1), epochId } as const
    const stored = value(
      await before.append(logName(), () => ok({ ...envelope, kind: 'snapshot' })),
    )
    await before.close()
    const [read] = await (await openLog(disk)).read('forum', [], 1)
    expect(read).toEqual(stored)
    expect(read).toEqual({ ...envelope, kind: 'snapshot', log: logName(), seq: 1 })
  })
})
