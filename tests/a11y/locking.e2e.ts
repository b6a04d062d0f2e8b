import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { doorWords, lockingWords } from '#renderer/words/index.ts'
import {
  closeDialog,
  type Computer,
  foundForum,
  lock,
  makeRecoverySheet,
  openSettings,
  rehearseRecoverySheet,
  says,
  startWorld,
  tryRecoveryKey,
  type World,
} from '#tests/support/flows/index.ts'
import { findingsInEveryLook } from './axe.ts'

/** Three looks a screen on a small machine take their time. Never a measure. */
const slow = 90_000
const passphrase = 'four unrelated words here'

let world: World
let computer: Computer

beforeAll(async () => {
  world = await startWorld({ namespaces: false })
  computer = await world.computer('ingrid', 'ws://127.0.0.1:9', 'chromium')
  computer.page().setDefaultTimeout(slow)
  await foundForum(computer.page(), { name: 'Ingrid Solheim', passphrase }, 'Meridian')
})
afterAll(() => world.end())

/** Goes somewhere, looks, and says what was found. */
async function check(page: Page, where: string): Promise<void> {
  expect(await findingsInEveryLook(page, where)).toEqual([])
}

describe('axe finds nothing in locking and recovery', () => {
  let key: string

  test('in Settings and its windows', async () => {
    const page = computer.page()
    await openSettings(page)
    await page.getByText(lockingWords.keychain, { exact: true }).click()
    await says(page, 'keychain-refused')
    await check(page, 'settings, without a keychain')
    await page.getByRole('button', { name: lockingWords.change }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: lockingWords.change }).click()
    await says(page, 'passphrase-weak')
    await check(page, 'changing the passphrase')
    await closeDialog(page)
    await page.getByText(lockingWords.high, { exact: true }).click()
    await check(page, 'turning on High mode')
    await closeDialog(page)
  })

  test('on the way to a recovery key', async () => {
    const page = computer.page()
    key = await makeRecoverySheet(page)
    await check(page, 'the key')
    await page.getByRole('button', { name: lockingWords.written }).click()
    await page.getByRole('textbox', { name: lockingWords.typed }).fill(key.slice(0, 20))
    await page.getByRole('button', { name: lockingWords.check }).click()
    await says(page, 'recovery-key-mistyped')
    await check(page, 'rehearsing')
    await closeDialog(page)
    await page.getByText(lockingWords.recoveryStanding.waiting).waitFor()
    await check(page, 'settings, not yet rehearsed')
    key = await makeRecoverySheet(page, true)
    await rehearseRecoverySheet(page, key)
  })

  test('at the door with a lost passphrase', async () => {
    const page = computer.page()
    await lock(page)
    await page.getByRole('button', { name: doorWords.lost }).click()
    await check(page, 'the recovery key at the door')
    await tryRecoveryKey(page, key)
    await page.getByLabel(doorWords.repeat).waitFor()
    await check(page, 'a new passphrase')
  })
})

describe('the keyboard alone', () => {
  test('comes in with a recovery key', async () => {
    const page = computer.page()
    await page.keyboard.type('five other unrelated words')
    await page.keyboard.press('Tab')
    await page.keyboard.type('five other unrelated words')
    await page.keyboard.press('Enter')
    await openSettings(page)
    expect(world.errors()).toEqual([])
  })
})
