import { describe, expect, test } from 'vitest'
import {
  bytesOf,
  createDisk,
  envelopeId,
  expectFailure,
  logName,
  openLog,
  receiveRun,
  received,
  seqsOf,
  value,
} from './logWorld.ts'

const name = logName()
const bytes = bytesOf('envelope')

describe('receive', () => {
  test('stores in order and answers a repetition with "duplicate"', async () => {
    const log = await openLog(createDisk())
    expect(value(await log.receive(received(name, 1), bytes))).toBe('stored')
    expect(value(await log.receive(received(name, 2), bytes))).toBe('stored')
    expect(value(await log.receive(received(name, 1), bytes))).toBe('duplicate')
    expect(await seqsOf(log)).toEqual([1, 2])
    expect(await log.vector('forum')).toEqual([{ log: name, seq: 2 }])
  })

  test('a gap is refused and stores nothing', async () => {
    const log = await openLog(createDisk())
    expectFailure(await log.receive(received(name, 2), bytes), 'sequence-gap')
    await receiveRun(log, name, 1, 2)
    expectFailure(await log.receive(received(name, 4), bytes), 'sequence-gap')
    expect(await seqsOf(log)).toEqual([1, 2])
    expect(value(await log.forks())).toEqual([])
  })

  test('equivocation: another id at a held place is a fork and both are kept', async () => {
    const log = await openLog(createDisk())
    await receiveRun(log, name, 1, 3)
    const other = received(name, 2, { branch: 5, after: 0 })
    expectFailure(await log.receive(other, bytesOf('other')), 'sequence-fork')
    expectFailure(await log.receive(other, bytesOf('other')), 'sequence-fork')
    const evidence = value(await log.forks())
    expect(evidence.map(({ seq, id }) => [seq, id])).toEqual([[2, envelopeId(2, 5)]])
    expect(evidence[0]?.bytes).toEqual(bytesOf('other'))
    expect(evidence[0]?.log).toEqual(name)
    expect(await seqsOf(log)).toEqual([1, 2, 3])
  })

  test('equivocation within one transaction is seen too', async () => {
    const log = await openLog(createDisk())
    const [first, second] = await Promise.all([
      log.receive(received(name, 1), bytes),
      log.receive(received(name, 1, { branch: 1 }), bytes),
    ])
    expect(value(first)).toBe('stored')
    expectFailure(second, 'sequence-fork')
    expect(value(await log.forks())).toHaveLength(1)
  })

  test('an envelope that builds on another branch is refused and kept as evidence', async () => {
    const log = await openLog(createDisk())
    await receiveRun(log, name, 1, 1)
    const stray = received(name, 2, { branch: 0, after: 3 })
    expectFailure(await log.receive(stray, bytes), 'previous-mismatch')
    expect(value(await log.forks())[0]?.prev).toBe(envelopeId(1, 3))
    expect(await seqsOf(log)).toEqual([1])
  })

  test('a first envelope with a predecessor, or a later one without, is refused', async () => {
    const log = await openLog(createDisk())
    const first = received(name, 1)
    const pretended = { ...first, header: { ...first.header, prev: envelopeId(7) } }
    expectFailure(await log.receive(pretended, bytes), 'previous-mismatch')
    await receiveRun(log, name, 1, 1)
    const second = received(name, 2)
    const rootless = { ...second, header: { ...second.header, prev: null } }
    expectFailure(await log.receive(rootless, bytes), 'previous-mismatch')
    expect(await seqsOf(log)).toEqual([1])
  })

  test('a place before the first is refused', async () => {
    const log = await openLog(createDisk())
    expectFailure(await log.receive(received(name, 0), bytes), 'malformed')
    await receiveRun(log, name, 1, 1)
    expectFailure(await log.receive(received(name, 0), bytes), 'malformed')
    expect(await seqsOf(log)).toEqual([1])
  })

  test('a flood of forks is bounded', async () => {
    const log = await openLog(createDisk())
    await receiveRun(log, name, 1, 1)
    const flood = Array.from({ length: 150 }, (_, at) =>
      log.receive(received(name, 1, { branch: at + 1 }), bytes),
    )
    for (const result of await Promise.all(flood)) expectFailure(result, 'sequence-fork')
    expect(value(await log.forks())).toHaveLength(100)
  })
})

describe('setBase', () => {
  test('a log begun by a snapshot goes on from there', async () => {
    const log = await openLog(createDisk())
    value(await log.setBase(name, 10, envelopeId(10)))
    expect(await log.vector('forum')).toEqual([{ log: name, seq: 10 }])
    expectFailure(await log.receive(received(name, 12), bytes), 'sequence-gap')
    await receiveRun(log, name, 11, 12)
    expect(await seqsOf(log)).toEqual([11, 12])
    expect(log.damage).toEqual([])
  })

  test('what it covers counts as held, another id at its place as a fork', async () => {
    const log = await openLog(createDisk())
    value(await log.setBase(name, 10, envelopeId(10)))
    expect(value(await log.receive(received(name, 4), bytes))).toBe('duplicate')
    expect(value(await log.receive(received(name, 10), bytes))).toBe('duplicate')
    const other = received(name, 10, { branch: 2 })
    expectFailure(await log.receive(other, bytes), 'sequence-fork')
  })

  test('never moves a log back and refuses a snapshot that contradicts it', async () => {
    const log = await openLog(createDisk())
    await receiveRun(log, name, 1, 5)
    value(await log.setBase(name, 3, envelopeId(3)))
    expect(await log.vector('forum')).toEqual([{ log: name, seq: 5 }])
    expectFailure(await log.setBase(name, 4, envelopeId(4, 9)), 'sequence-fork')
    expect(await seqsOf(log)).toEqual([1, 2, 3, 4, 5])
  })

  test('survives reopening', async () => {
    const disk = createDisk()
    const before = await openLog(disk)
    value(await before.setBase(name, 10, envelopeId(10)))
    await before.close()
    const log = await openLog(disk)
    await receiveRun(log, name, 11, 11)
    expect(log.heads('forum')).toEqual([{ log: name, seq: 11, id: envelopeId(11) }])
  })
})
