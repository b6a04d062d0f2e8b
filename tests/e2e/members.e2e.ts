import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { frameWords } from '#renderer/words/index.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import {
  addAgendaItem,
  agendaTitles,
  type Computer,
  foundForum,
  letIn,
  openRoom,
  parkTopic,
  patience,
  readAgenda,
  seesTopic,
  startWorld,
  topic,
  unlock,
  type World,
} from '#tests/support/flows/index.ts'
import { whyNoNamespaces } from '#tests/support/namespace/index.ts'
import { searchFolder } from '#tests/support/search/index.ts'

const reason = await whyNoNamespaces()
const skipped = reason === null ? '' : ` (skipped: ${reason})`
const poll = { timeout: patience }

/** A word that nobody else writes: it goes into names, topics and the agenda. */
const secret = `quince${randomBytes(8).toString('hex')}`
const ingrid = { name: `Ingrid ${secret}`, passphrase: 'four unrelated words here' }
const tomas = { name: `Tomás ${secret}`, passphrase: 'five other unrelated words' }
const mei = { name: `Mei ${secret}`, passphrase: 'quite another set of words' }
const early = `A covenant ${secret}`
const away = `Written while away ${secret}`
const third = `From the third ${secret}`

let world: World
let a: Computer
let b: Computer
let c: Computer

beforeAll(async () => {
  world = await startWorld({ namespaces: true })
  const relay = await world.relay()
  a = await world.computer('a', relay.url)
  b = await world.computer('b', relay.url, 'chromium')
  c = await world.computer('c', relay.url)
  await foundForum(a.page(), ingrid, `Forum ${secret}`)
})
afterAll(() => world.end())

describe('Members of one forum', () => {
  test('exchange between the desktop’s engine and a current one', async () => {
    const engines = await Promise.all(
      [a, b].map(({ page }) => page().evaluate('navigator.userAgent')),
    )
    expect(new Set(engines).size).toBe(2)
    await letIn(a.page(), b.page(), tomas)
    await openRoom(a.page(), frameWords.parkingLot)
    await openRoom(b.page(), frameWords.parkingLot)
    await parkTopic(a.page(), early)
    await seesTopic(b.page(), early)
    await parkTopic(b.page(), `A successor ${secret}`)
    await seesTopic(a.page(), `A successor ${secret}`)
    await openRoom(a.page(), frameWords.agenda)
    await openRoom(b.page(), frameWords.agenda)
    await addAgendaItem(a.page(), `Opening ${secret}`)
    await expect.poll(() => readAgenda(b.page()), poll).toEqual([`Opening ${secret}`])
    await agendaTitles(b.page()).first().fill(`Opening round ${secret}`)
    await expect.poll(() => readAgenda(a.page()), poll).toEqual([`Opening round ${secret}`])
  })

  test(`let somebody in while the founder is away, who then sees what there is${skipped}`, async ({
    skip,
  }) => {
    if (reason !== null) skip(reason)
    await a.namespace?.cut()
    await openRoom(a.page(), frameWords.parkingLot)
    await parkTopic(a.page(), away)
    await seesTopic(a.page(), away)
    await a.close()
    await letIn(b.page(), c.page(), mei)
    await openRoom(c.page(), frameWords.agenda)
    await expect.poll(() => readAgenda(c.page()), poll).toEqual([`Opening round ${secret}`])
    await openRoom(c.page(), frameWords.parkingLot)
    await seesTopic(c.page(), early)
    expect(await topic(c.page(), away).count()).toBe(0)
    await openRoom(b.page(), frameWords.parkingLot)
    await parkTopic(c.page(), third)
    await seesTopic(b.page(), third)
  })

  test(`hear from the founder what was written while away${skipped}`, async ({ skip }) => {
    if (reason !== null) skip(reason)
    await a.namespace?.mend()
    await unlock(await a.start(), ingrid.passphrase)
    await openRoom(a.page(), frameWords.parkingLot)
    await seesTopic(a.page(), third)
    await seesTopic(b.page(), away)
    await seesTopic(c.page(), away)
    await parkTopic(a.page(), `All three ${secret}`)
    await seesTopic(b.page(), `All three ${secret}`)
    await seesTopic(c.page(), `All three ${secret}`)
    for (const page of [a.page(), b.page(), c.page()]) {
      await openRoom(page, frameWords.members)
      for (const { name } of [ingrid, tomas, mei])
        await page.getByRole('main').getByText(name).first().waitFor()
    }
  })

  test('leave no plaintext on any disk', async () => {
    await Promise.all([a.close(), b.close(), c.close()])
    const report = await searchFolder(world.folder, [secret])
    expect(report.finds).toEqual([])
    expect(report.unread).toEqual([])
    expect(report.filesRead).toBeGreaterThan(50)
    expect(report.tables + report.logs).toBeGreaterThan(3)
    expect(await searchScratch(secret)).toBeGreaterThan(0)
  })

  test('raise no error that nobody sees', () => {
    expect(world.errors()).toEqual([])
  })
})

/** The control: how often a word is found that a page wrote unsealed into IndexedDB. */
async function searchScratch(word: string): Promise<number> {
  const scratch = await startWorld({ namespaces: false })
  try {
    const profileDir = join(scratch.folder, 'scratch')
    const chromium = await launchChromium({ profileDir })
    await chromium.page.route('http://127.0.0.1/', (route) => route.fulfill({ body: '' }))
    await chromium.page.goto('http://127.0.0.1/')
    await chromium.page.evaluate(writeUnsealed, word)
    await chromium.close()
    return (await searchFolder(scratch.folder, [word])).finds.length
  } finally {
    await scratch.end()
  }
}

function writeUnsealed(word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('scratch', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('rows')
    opening.onerror = () => reject(new Error('The scratch database did not open'))
    opening.onsuccess = () => {
      const writing = opening.result.transaction('rows', 'readwrite', { durability: 'strict' })
      writing.objectStore('rows').put({ title: word }, 1)
      writing.oncomplete = () => resolve()
    }
  })
}
