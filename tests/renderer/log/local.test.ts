import { describe, expect, test } from 'vitest'
import { createDisk, expectFailure, rowKey, sodiumOnce, value } from './logWorld.ts'
import type { Disk } from './logWorld.ts'
import { corrupt, rowsOf } from './rawRows.ts'
import { cursorAt, draftAt, openLocalValues, settingAt } from '#renderer/data/local/index.ts'
import type { LocalValues } from '#renderer/data/local/index.ts'

async function openValues({ name, indexed }: Disk): Promise<LocalValues> {
  return value(await openLocalValues({ name, indexed, rowKey, sodium: await sodiumOnce() }))
}

describe('local values', () => {
  test('come back after reopening, each from its own place', async () => {
    const disk = createDisk()
    const before = await openValues(disk)
    value(await before.set(draftAt('topic/1'), 'Ärger mit 会社 🌱'))
    value(await before.set(settingAt('topic/1'), 'dark'))
    value(await before.set(cursorAt('mailbox'), 12345678901))
    before.close()
    const values = await openValues(disk)
    expect(value(await values.get(draftAt('topic/1')))).toBe('Ärger mit 会社 🌱')
    expect(value(await values.get(settingAt('topic/1')))).toBe('dark')
    expect(value(await values.get(cursorAt('mailbox')))).toBe(12345678901)
    expect(value(await values.get(draftAt('topic/2')))).toBe(null)
    value(await values.remove(draftAt('topic/1')))
    expect(value(await values.get(draftAt('topic/1')))).toBe(null)
  })

  test('lie on the disk without a word of key or value', async () => {
    const disk = createDisk()
    const values = await openValues(disk)
    value(await values.set(draftAt('secretplace'), 'secretword'))
    const [row] = await rowsOf(disk, 'local')
    expect(Object.keys(row ?? {}).sort()).toEqual(['name', 'sealed'])
    expect(row?.['name']).toMatch(/^[0-9a-f]{32}$/)
    const sealed = row?.sealed instanceof Uint8Array ? row.sealed : new Uint8Array(0)
    expect(Buffer.from(sealed).includes('secretword')).toBe(false)
  })

  test('a corrupted one fails by name, the others stay, and setting it again helps', async () => {
    const disk = createDisk()
    const before = await openValues(disk)
    value(await before.set(draftAt('a'), 'one'))
    before.close()
    await corrupt(disk, 'local')
    const values = await openValues(disk)
    value(await values.set(draftAt('b'), 'two'))
    expectFailure(await values.get(draftAt('a')), 'row-corrupted')
    expect(value(await values.get(draftAt('b')))).toBe('two')
    value(await values.set(draftAt('a'), 'again'))
    expect(value(await values.get(draftAt('a')))).toBe('again')
  })

  test('a closed database is a failure with a name', async () => {
    const values = await openValues(createDisk())
    values.close()
    expectFailure(await values.set(draftAt('a'), 'one'), 'database-failed')
    expectFailure(await values.get(draftAt('a')), 'database-failed')
  })
})
