import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createFrameReader,
  maxFrameBytes,
  maxMessageBytes,
  splitIntoFrames,
} from '#renderer/data/mesh/frames.ts'

function filled(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (at * 31) % 251)
}

function readAll(frames: Iterable<Uint8Array>, limit = maxMessageBytes) {
  const reader = createFrameReader(limit)
  const read = []
  for (const frame of frames) read.push(reader.add(frame))
  return read
}

const sizes = [1, 100, 65_530, 65_531, 65_532, 131_066, 131_067, 300_000]

describe('frames', () => {
  test.each(sizes)('carry %i bytes and are never over 64 KiB', (size) => {
    const message = filled(size)
    const frames = [...splitIntoFrames(message)]
    for (const frame of frames) expect(frame.length).toBeLessThanOrEqual(maxFrameBytes)
    const read = readAll(frames)
    expect(read.slice(0, -1).every((one) => one.ok && one.value === null)).toBe(true)
    expect(read.at(-1)).toEqual({ ok: true, value: message })
  })

  test('carry messages one after the other', () => {
    const messages = [filled(3), filled(200_000), filled(1)]
    const read = readAll(messages.flatMap((message) => [...splitIntoFrames(message)]))
    const whole = read.flatMap((one) => (one.ok && one.value !== null ? [one.value] : []))
    expect(whole).toEqual(messages)
  })

  test('are refused in any other form', () => {
    const first = (length: number, body: number) => {
      const frame = new Uint8Array(5 + body)
      frame[0] = 1
      new DataView(frame.buffer).setUint32(1, length)
      return frame
    }
    const next = (body: number) => Uint8Array.from([2, ...filled(body)])
    const malformed = { ok: false, failure: { code: 'malformed' } }
    const tooLarge = { ok: false, failure: { code: 'too-large' } }
    expect(readAll([new Uint8Array(0)])).toEqual([malformed])
    expect(readAll([Uint8Array.of(3, 1, 1)])).toEqual([malformed])
    expect(readAll([next(5)])).toEqual([malformed])
    expect(readAll([first(0, 0)])).toEqual([malformed])
    expect(readAll([first(10, 9)])).toEqual([malformed])
    expect(readAll([first(10, 11)])).toEqual([malformed])
    expect(readAll([first(70_000, 10)])).toEqual([malformed])
    expect(readAll([first(70_000, 65_531), first(5, 5)])[1]).toEqual(malformed)
    expect(readAll([first(70_000, 65_531), next(10)])[1]).toEqual(malformed)
    expect(readAll([first(70_000, 65_532)])).toEqual([tooLarge])
    expect(readAll([first(maxMessageBytes + 1, 65_531)])).toEqual([tooLarge])
    expect(readAll([first(5_000, 5_000)], 4_096)).toEqual([tooLarge])
  })

  test('fuzzed never throw and never yield a message over the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), fc.nat(80), (frames, limit) => {
        const reader = createFrameReader(limit)
        for (const frame of frames) {
          const read = reader.add(frame)
          if (!read.ok) break
          if (read.value !== null) expect(read.value.length).toBeLessThanOrEqual(limit)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
