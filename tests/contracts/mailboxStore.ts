import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Append, MailboxStore, StoreQuota } from '#main/relay/store/index.ts'
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
  })
}
