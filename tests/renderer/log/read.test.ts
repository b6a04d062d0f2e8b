import { describe, expect, test } from 'vitest'
import {
  collect,
  createDisk,
  envelopeId,
  logName,
  made,
  openLog,
  receiveRun,
  seqsOf,
  value,
} from './logWorld.ts'
import type { SealedLog, StoredEnvelope } from '#renderer/data/log/index.ts'

function places(envelopes: readonly StoredEnvelope[]): string[] {
  return envelopes.map(({ log, seq }) => `${log.document} ${log.device.slice(1, 2)} ${seq}`)
}

async function threeLogs(): Promise<SealedLog> {
  const log = await openLog(createDisk())
  await receiveRun(log, logName(1), 1, 3)
  await receiveRun(log, logName(2), 1, 2)
  await receiveRun(log, logName(1, 'parking'), 1, 2)
  await receiveRun(log, logName(1, 'agenda', 'moderators'), 1, 4)
  return log
}

describe('read', () => {
  test('hands out what the other lacks of a scope, in order within each log', async () => {
    const log = await threeLogs()
    const all = await log.read('forum', [], 1_000_000)
    expect(places(all).sort()).toEqual([
      'agenda 1 1',
      'agenda 1 2',
      'agenda 1 3',
      'agenda 2 1',
      'agenda 2 2',
      'parking 1 1',
      'parking 1 2',
    ])
    const after = [
      { log: logName(1), seq: 2 },
      { log: logName(2), seq: 2 },
    ]
    expect(places(await log.read('forum', after, 1_000_000))).toEqual([
      'agenda 1 3',
      'parking 1 1',
      'parking 1 2',
    ])
    expect(await log.read('forum', await log.vector('forum'), 1_000_000)).toEqual([])
  })

  test('nothing of one scope shows in another', async () => {
    const log = await threeLogs()
    expect(await log.vector('moderators')).toHaveLength(1)
    const moderators = await log.read('moderators', [], 1_000_000)
    expect(moderators.every((envelope) => envelope.log.scope === 'moderators')).toBe(true)
    expect(await collect(log.document('pair:1', 'agenda'))).toEqual([])
  })

  test('stays within the limit, but never stands still', async () => {
    const log = await openLog(createDisk())
    for (let count = 0; count < 5; count++) await log.append(logName(), made(1000))
    expect(await log.read('forum', [], 2500)).toHaveLength(2)
    expect(await log.read('forum', [], 10)).toHaveLength(1)
  })

  test('repeated reads carry everything over, once each', async () => {
    const log = await threeLogs()
    const held = new Map<string, { log: StoredEnvelope['log']; seq: number }>()
    const got: string[] = []
    for (;;) {
      const next = await log.read('forum', [...held.values()], 30)
      if (next.length === 0) break
      got.push(...places(next))
      for (const { log: name, seq } of next) held.set(JSON.stringify(name), { log: name, seq })
    }
    expect(got).toHaveLength(7)
    expect(new Set(got).size).toBe(7)
  })

  test('a log begun by a snapshot gives nothing to one who lacks what it covers', async () => {
    const log = await openLog(createDisk())
    const name = logName()
    value(await log.setBase(name, 10, envelopeId(10)))
    await receiveRun(log, name, 11, 12)
    expect(await log.read('forum', [], 1_000_000)).toEqual([])
    expect(log.damage).toEqual([])
    expect(places(await log.read('forum', [{ log: name, seq: 10 }], 1_000_000))).toEqual([
      'agenda 1 11',
      'agenda 1 12',
    ])
  })
})

describe('document', () => {
  test('gives one document, each log in its order, beyond what is held', async () => {
    const log = await threeLogs()
    expect(places(await collect(log.document('forum', 'agenda'))).sort()).toEqual([
      'agenda 1 1',
      'agenda 1 2',
      'agenda 1 3',
      'agenda 2 1',
      'agenda 2 2',
    ])
    const after = [{ log: logName(1), seq: 3 }]
    expect(places(await collect(log.document('forum', 'agenda', after)))).toEqual([
      'agenda 2 1',
      'agenda 2 2',
    ])
  })

  test('leaves inert envelopes out, also after reopening, while read still hands them on', async () => {
    const disk = createDisk()
    const before = await openLog(disk)
    await receiveRun(before, logName(), 1, 3)
    value(await before.markInert(logName(), 2))
    expect(await seqsOf(before)).toEqual([1, 3])
    await before.close()
    const log = await openLog(disk)
    expect(await seqsOf(log)).toEqual([1, 3])
    expect(await log.read('forum', [], 1_000_000)).toHaveLength(3)
    expect(log.damage).toEqual([])
  })

  test('10,000 envelopes come back after reopening, in order', async () => {
    const disk = createDisk()
    const before = await openLog(disk)
    for (let device = 1; device <= 10; device++) {
      await receiveRun(before, logName(device), 1, 1000)
    }
    await before.close()
    const log = await openLog(disk)
    const reached = new Map<string, number>()
    let count = 0
    for await (const { log: name, seq } of log.document('forum', 'agenda')) {
      expect(seq).toBe((reached.get(name.device) ?? 0) + 1)
      reached.set(name.device, seq)
      count++
    }
    expect(count).toBe(10_000)
    expect((await log.vector('forum')).map(({ seq }) => seq)).toEqual(Array(10).fill(1000))
  })
})
