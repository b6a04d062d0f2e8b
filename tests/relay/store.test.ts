import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createMemoryStore, openLevelStore, type StoreQuota } from '#main/relay/store/index.ts'
import { describeMailboxStore } from '../contracts/mailboxStore.ts'

const folders: string[] = []

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'relay-store-'))
  folders.push(path)
  return path
}

async function openFresh(quota: StoreQuota, path?: string) {
  const opened = await openLevelStore(path ?? (await folder()), quota)
  if (!opened.ok) throw new Error(opened.failure.code)
  return opened.value
}

afterEach(async () => {
  for (const path of folders.splice(0)) await rm(path, { recursive: true, force: true })
})

describeMailboxStore('memory', (quota) => Promise.resolve(createMemoryStore(quota)))
describeMailboxStore('embedded', openFresh)

describe('The embedded store on disk', () => {
  const quota = { mailboxBytes: 1000, totalBytes: 1000 }
  const append = {
    mailbox: 'ab'.repeat(32),
    id: 'cd'.repeat(16),
    bytes: new Uint8Array(600).fill(5),
    at: 42,
  }

  test('gives back after reopening what it took, and remembers ids and charge', async () => {
    const path = await folder()
    const before = await openFresh(quota, path)
    await before.append(append)
    const summary = await before.summary(append.mailbox)
    await before.close()

    const after = await openFresh(quota, path)
    expect(after.generation).toBe(before.generation)
    expect(await after.summary(append.mailbox)).toEqual(summary)
    expect((await after.read(append.mailbox, 0, 1000)).blobs).toEqual([
      { cursor: 1, bytes: append.bytes },
    ])
    expect(await after.append(append)).toMatchObject({ value: { cursor: 1, fresh: false } })
    const other = { ...append, mailbox: 'ef'.repeat(32) }
    expect(await after.append(other)).toMatchObject({ failure: { code: 'mailbox-full' } })
    await after.close()
  })

  test('refuses a directory that is open already', async () => {
    const path = await folder()
    const holder = await openFresh(quota, path)
    expect(await openLevelStore(path, quota)).toMatchObject({
      failure: { code: 'relay-data-in-use' },
    })
    await holder.close()
    await (await openFresh(quota, path)).close()
  })

  test('says that the disk failed where no directory can be', async () => {
    const file = join(await folder(), 'file')
    await writeFile(file, '')
    expect(await openLevelStore(file, quota)).toMatchObject({ failure: { code: 'disk-failed' } })
  })
})
