import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Append, MailboxStore, StoredBlob, StoreQuota } from '#main/relay/store/index.ts'
import { maxGeneration } from '#shared/wire/relay/index.ts'

const first = 'a1'.repeat(32)
const second = 'b2'.repeat(32)

function blob(id: number, length = 10, mailbox = first): Append {
  return {
    mailbox,
    id: id.toString(16).padStart(32, '0'),
    bytes: new Uint8Array(length).fill(id),
    at: 1_700_000_000_000 + id,
  }
}

/** What every engine of the relay's store must do. `open` gives an empty store. */
export function describeMailboxStore(
  engine: string,
  open: (quota: StoreQuota) => Promise<MailboxStore>,
): void {
  describe(`The ${engine} mailbox store`, () => {
    let store: MailboxStore

    async function reopen(quota: StoreQuota): Promise<void> {
      store = await open(quota)
    }

    async function cursorOf(append: Append): Promise<number> {
      const kept = await store.append(append)
      if (!kept.ok) throw new Error(kept.failure.code)
      return kept.value.cursor
    }

    beforeEach(() => reopen({ mailboxBytes: 100_000, totalBytes: 200_000 }))
    afterEach(() => store.close())

    test('has a generation of its own', async () => {
      const { generation } = store
      expect(generation).toBeGreaterThan(0)
      expect(generation).toBeLessThanOrEqual(maxGeneration)
      await store.close()
      await reopen({ mailboxBytes: 1, totalBytes: 1 })
      expect(store.generation).not.toBe(generation)
    })

    test('counts cursors from 1 in each mailbox apart', async () => {
      expect(await cursorOf(blob(1))).toBe(1)
      expect(await cursorOf(blob(2))).toBe(2)
      expect(await cursorOf(blob(1, 10, second))).toBe(1)
    })

    test('keeps the order of appends that are made at once', async () => {
      const cursors = await Promise.all(Array.from({ length: 300 }, (_, at) => cursorOf(blob(at))))
      expect(cursors).toEqual(Array.from({ length: 300 }, (_, at) => at + 1))
      const page = await store.read(first, 0, 100_000)
      expect(page.blobs.map(({ cursor }) => cursor)).toEqual(cursors)
      expect(page.blobs.map(({ bytes }) => bytes[0])).toEqual(cursors.map((at) => (at - 1) % 256))
    })

    test('gives the same id its first cursor and keeps one blob', async () => {
      const [one, again] = await Promise.all([store.append(blob(7)), store.append(blob(7))])
      const later = await store.append(blob(7))
      expect(one).toEqual({ ok: true, value: { cursor: 1, fresh: true } })
      expect(again).toEqual({ ok: true, value: { cursor: 1, fresh: false } })
      expect(later).toEqual({ ok: true, value: { cursor: 1, fresh: false } })
      expect((await store.summary(first)).count).toBe(1)
    })

    test('refuses an id that was used for other bytes', async () => {
      await store.append(blob(7, 10))
      expect(await store.append(blob(7, 11))).toMatchObject({ failure: { code: 'malformed' } })
    })

    test('keeps an id of one mailbox apart from the same id in another', async () => {
      await store.append(blob(7, 10))
      expect(await cursorOf(blob(7, 11, second))).toBe(1)
    })

    test('reads only what lies after the cursor', async () => {
      for (const id of [1, 2, 3]) await store.append(blob(id))
      const page = await store.read(first, 2, 1000)
      expect(page).toEqual({ blobs: [{ cursor: 3, bytes: blob(3).bytes }], more: false })
      expect(await store.read(first, 3, 1000)).toEqual({ blobs: [], more: false })
      expect(await store.read(first, 2 ** 53 - 1, 1000)).toEqual({ blobs: [], more: false })
    })

    test('reads pages no larger than asked, and one blob where even one is larger', async () => {
      for (const id of [1, 2, 3]) await store.append(blob(id, 1000))
      const two = await store.read(first, 0, 2500)
      expect(two.blobs.map(({ cursor }) => cursor)).toEqual([1, 2])
      expect(two.more).toBe(true)
      const one = await store.read(first, 0, 0)
      expect(one.blobs.map(({ cursor }) => cursor)).toEqual([1])
      expect(one.more).toBe(true)
    })

    test('sums up a mailbox', async () => {
      expect(await store.summary(first)).toEqual({
        count: 0,
        bytes: 0,
        firstAt: null,
        lastAt: null,
        newest: 0,
      })
      await store.append(blob(1, 100))
      await store.append(blob(2, 50))
      expect(await store.summary(first)).toEqual({
        count: 2,
        bytes: 150,
        firstAt: 1_700_000_000_001,
        lastAt: 1_700_000_000_002,
        newest: 2,
      })
    })

    test('refuses what no longer fits a mailbox and takes what still does', async () => {
      expect(await cursorOf(blob(1, 60_000))).toBe(1)
      expect(await store.append(blob(2, 60_000))).toMatchObject({
        failure: { code: 'mailbox-full' },
      })
      expect(await cursorOf(blob(3, 30_000))).toBe(2)
      expect(await cursorOf(blob(1, 60_000))).toBe(1)
    })

    test('refuses what no longer fits the whole store', async () => {
      await store.append(blob(1, 90_000))
      await store.append(blob(1, 90_000, second))
      expect(await store.append(blob(1, 90_000, 'c3'.repeat(32)))).toMatchObject({
        failure: { code: 'mailbox-full' },
      })
    })

    test('bounds the number of tiny blobs as well', async () => {
      const results = await Promise.all(
        Array.from({ length: 1000 }, (_, id) => store.append(blob(id, 1))),
      )
      const kept = results.filter(({ ok }) => ok).length
      expect(kept).toBeGreaterThan(500)
      expect(kept).toBeLessThan(800)
    })

    test('keeps its own copy of the bytes', async () => {
      const mine = blob(1)
      await store.append(mine)
      mine.bytes.fill(0)
      const { blobs } = await store.read(first, 0, 1000)
      blobs[0]?.bytes.fill(9)
      expect((await store.read(first, 0, 1000)).blobs[0]?.bytes).toEqual(blob(1).bytes)
    })

    test('tells who listens of each fresh blob in order, and not who brought it', async () => {
      const [mine, others]: [StoredBlob[], StoredBlob[]] = [[], []]
      const me = (heard: StoredBlob): void => void mine.push(heard)
      store.listen(first, me)
      const leave = store.listen(first, (heard) => void others.push(heard))
      await Promise.all([1, 2, 3].map((id) => store.append({ ...blob(id), by: me })))
      await store.append(blob(1))
      await store.append(blob(4, 10, second))
      await store.append(blob(5))
      expect(mine).toEqual([{ cursor: 4, bytes: blob(5).bytes }])
      expect(others.map(({ cursor }) => cursor)).toEqual([1, 2, 3, 4])
      expect(others[0]?.bytes).toEqual(blob(1).bytes)
      leave()
      await store.append(blob(6))
      expect(others).toHaveLength(4)
    })

    describe('growing old', () => {
      const day = 24 * 60 * 60 * 1000
      let now: number

      beforeEach(async () => {
        now = 1_800_000_000_000
        await store.age(now, null)
      })

      /** Looks at the clock once a day, as often as told, and gives how many were dropped. */
      async function live(days: number, keepDays: number | null): Promise<number> {
        let dropped = 0
        for (let count = 0; count < days; count++) {
          const aged = await store.age((now += day), keepDays)
          if (!aged.ok) throw new Error(aged.failure.code)
          dropped += aged.value
        }
        return dropped
      }

      async function cursorsOf(mailbox: string): Promise<readonly number[]> {
        return (await store.read(mailbox, 0, 100_000)).blobs.map(({ cursor }) => cursor)
      }

      test('drops from the oldest on, mailbox by mailbox, and sums up what is left', async () => {
        await store.append(blob(1, 100))
        await store.append(blob(2, 50))
        await store.append(blob(3, 50, second))
        await live(3, null)
        await store.append(blob(4, 30))
        expect(await live(7, 10)).toBe(0)
        expect(await live(1, 10)).toBe(3)
        expect(await cursorsOf(first)).toEqual([3])
        expect(await cursorsOf(second)).toEqual([])
        expect(await store.summary(first)).toEqual({
          count: 1,
          bytes: 30,
          firstAt: blob(4).at,
          lastAt: blob(4).at,
          newest: 3,
        })
      })

      test('takes nothing for old unless told to', async () => {
        await store.append(blob(1))
        expect(await live(1000, null)).toBe(0)
        expect(await cursorsOf(first)).toEqual([1])
      })

      test('goes on above every cursor it gave, also in a mailbox that was emptied', async () => {
        for (const id of [1, 2, 3]) await store.append(blob(id))
        await store.append(blob(4, 10, second))
        await live(12, 10)
        expect(await store.summary(second)).toMatchObject({ count: 0, bytes: 0, firstAt: null })
        expect((await store.summary(first)).newest).toBeGreaterThanOrEqual(3)
        expect(await cursorOf(blob(5))).toBe(4)
        expect(await cursorOf(blob(6, 10, second))).toBeGreaterThan(1)
      })

      test('makes room, and lets an id be used again', async () => {
        await store.append(blob(1, 90_000))
        await store.append(blob(2, 90_000, second))
        expect(await store.append(blob(3, 90_000))).toMatchObject({ ok: false })
        await live(12, 10)
        expect(await store.append(blob(1, 95_000))).toMatchObject({ value: { fresh: true } })
        expect(await store.append(blob(3, 95_000, second))).toMatchObject({ ok: true })
      })

      test('drops thousands beside what is appended at the same time', async () => {
        const tiny = Array.from({ length: 600 }, (_, id) => store.append(blob(id, 1)))
        await Promise.all(tiny)
        await live(10, null)
        const aging = live(1, 10)
        const fresh = Array.from({ length: 50 }, (_, id) => store.append(blob(1000 + id, 1)))
        const cursors = (await Promise.all(fresh)).map((kept) => (kept.ok ? kept.value.cursor : 0))
        expect(await aging).toBe(600)
        expect(await cursorsOf(first)).toEqual(cursors)
        expect(cursors).toEqual(cursors.map((_, at) => 601 + at))
      })

      test('counts a clock that jumps as one day, and one that goes back as none', async () => {
        await store.append(blob(1))
        for (const years of [1, 100, -50, 3]) {
          now += years * 365 * day
          expect(await store.age(now, 5)).toEqual({ ok: true, value: 0 })
        }
        expect(await cursorsOf(first)).toEqual([1])
        expect(await live(3, 5)).toBe(1)
      })
    })
  })
}
