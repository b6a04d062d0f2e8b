import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { doorWords, homeWords, lockingWords } from '#renderer/words/index.ts'
import {
  askToComeBack,
  type Computer,
  foundForum,
  isOpen,
  lock,
  makeRecoverySheet,
  openSettings,
  rehearseRecoverySheet,
  says,
  startWorld,
  typeSheet,
  unlock,
  type World,
} from '#tests/support/flows/index.ts'
import { findingsInEveryLook } from './axe.ts'

/** Three looks a screen on a small machine take their time. Never a measure. */
const slow = 90_000
const passphrase = 'four unrelated words here'

let world: World
let old: Computer
let fresh: Computer

beforeAll(async () => {
  world = await startWorld({ namespaces: false })
  const relay = await world.relay()
  old = await world.computer('old', relay.url, 'chromium')
  fresh = await world.computer('fresh', relay.url, 'chromium')
  for (const each of [old, fresh]) each.page().setDefaultTimeout(slow)
  await foundForum(old.page(), { name: 'Ingrid Solheim', passphrase }, 'Meridian')
})
afterAll(() => world.end())

/** Goes somewhere, looks, and says what was found. */
async function check(page: Page, where: string): Promise<void> {
  expect(await findingsInEveryLook(page, where)).toEqual([])
}

describe('axe finds nothing on the way back by the printed sheet', () => {
  test('from its making to the question about the lost computer', async () => {
    await openSettings(old.page())
    const sheet = await makeRecoverySheet(old.page())
    await check(old.page(), 'the sheet')
    await rehearseRecoverySheet(old.page(), sheet)
    await old.page().getByText(lockingWords.recoveryDone(Date.now())).waitFor()
    await lock(old.page())

    const page = fresh.page()
    await check(page, 'the door of a new computer')
    await typeSheet(page, 'half of it')
    await says(page, 'recovery-key-mistyped')
    await check(page, 'typing the sheet')
    await page.getByLabel(doorWords.sheetField).fill(sheet)
    await page.getByRole('button', { name: doorWords.sheetNext }).click()
    await page.getByLabel(doorWords.repeat).waitFor()
    await check(page, 'a passphrase for the new computer')
    await askToComeBack(page, passphrase)
    await page.getByText(doorWords.sheetWaiting).waitFor()
    await check(page, 'waiting to be let back in')
    await unlock(old.page(), passphrase)
    await isOpen(page)
    await page.getByText(homeWords.lostTitle(1)).waitFor()
    await check(page, 'home, back on a new computer')
    expect(world.errors()).toEqual([])
  })
})
