import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { doorWords, lockingWords } from '#renderer/words/index.ts'
import { launchDesktop, type RunningDesktop } from '#tests/support/desktop/index.ts'
import { type Display, startDisplay } from '#tests/support/display.ts'
import {
  changePassphrase,
  closeDialog,
  foundForum,
  isOpen,
  lock,
  makeRecoverySheet,
  openRoom,
  openSettings,
  parkTopic,
  patience,
  rehearseRecoverySheet,
  says,
  seesTopic,
  tryPassphrase,
  tryRecoveryKey,
  turnHighMode,
  unlock,
} from '#tests/support/flows/index.ts'
import { startKeyring, type SystemKeyring } from '#tests/support/keyring/index.ts'
import { makeUserFolder } from '#tests/support/ordinaryUser.ts'
import { type StagedApp, stagedApp } from '#tests/support/stagedApp.ts'

const first = 'four unrelated words here'
const second = 'five other unrelated words'
const third = 'quite another set of words'
const fourth = 'and here is the fourth one'

/** A whole recovery key that is not this computer's. */
const strangersKey = 'MKPP6-YXEWP-624QA-4VQ2M-SJ85N-48AC2-NWPMP-JAV9A'

// No relay answers, and none is needed: everything here happens on one computer.
const args = ['--relay', 'ws://127.0.0.1:9']
const folder = makeUserFolder('subrosa-recovery-')
const profileDir = join(folder, 'ingrid')
const vaultFile = join(profileDir, 'vault.subrosa')
const keychainFile = join(profileDir, 'keychain.subrosa')

let app: StagedApp
let display: Display
let ring: SystemKeyring
let otherRing: SystemKeyring
let running: RunningDesktop
const errors: string[] = []

beforeAll(async () => {
  app = await stagedApp()
  display = await startDisplay()
  ring = await startKeyring(join(folder, 'ring'))
  otherRing = await startKeyring(join(folder, 'other'))
  await start()
  await foundForum(page(), { name: 'Ingrid Solheim', passphrase: first }, 'Meridian')
  await parkTopic(page(), 'What must not be lost')
})
afterAll(async () => {
  await running?.kill()
  await ring?.stop()
  await otherRing?.stop()
  await display?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const page = (): Page => running.page

/** Starts the app anew, on a desktop with this keyring or with none. */
async function start(keyring?: SystemKeyring): Promise<void> {
  const { executable } = app
  const env = keyring?.env ?? {}
  running = await launchDesktop({ executable, profileDir, display: display.name, args, env })
  running.page.setDefaultTimeout(patience)
  running.page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
}

async function restart(keyring?: SystemKeyring): Promise<void> {
  await running.app.close()
  await start(keyring)
}

/** Everything that was written is still there. */
async function isWhole(): Promise<void> {
  await isOpen(page())
  await openRoom(page(), 'Parking lot')
  await seesTopic(page(), 'What must not be lost')
}

async function press(name: string): Promise<void> {
  await page().getByRole('button', { name, exact: true }).click()
}

async function cancel(): Promise<void> {
  await press(lockingWords.cancel)
  await page().getByRole('dialog').waitFor({ state: 'hidden' })
}

const keychainSwitch = () => page().getByText(lockingWords.keychain, { exact: true })
const isKeychainOn = () => page().getByRole('switch', { name: lockingWords.keychain }).isChecked()

describe('Changing the passphrase', () => {
  test('is refused with a wrong current one, a short new one, or two that differ', async () => {
    const before = readFileSync(vaultFile)
    await openSettings(page())
    await changePassphrase(page(), 'not the passphrase at all', second)
    await says(page(), 'passphrase-wrong')
    await page().getByLabel(lockingWords.next, { exact: true }).fill('short')
    await page().getByRole('dialog').getByRole('button', { name: lockingWords.change }).click()
    await says(page(), 'passphrase-weak')
    await page().getByLabel(lockingWords.next, { exact: true }).fill(third)
    await page().getByText(lockingWords.repeatWrong).waitFor()
    await cancel()
    expect(readFileSync(vaultFile)).toEqual(before)
  })

  test('makes the new one open and the old one not', async () => {
    copyFileSync(vaultFile, join(folder, 'old.subrosa'))
    await changePassphrase(page(), first, second)
    await page().getByText(lockingWords.changed).waitFor()
    await closeDialog(page())
    await lock(page())
    await tryPassphrase(page(), first)
    await says(page(), 'passphrase-wrong')
    await unlock(page(), second)
    await isWhole()
  })
})

describe('A recovery key', () => {
  let key: string

  test('is none before it was made, and the door says what that means', async () => {
    await lock(page())
    await press(doorWords.lost)
    await page().getByRole('heading', { name: doorWords.lostNone }).waitFor()
    await press(doorWords.back)
    await unlock(page(), second)
  })

  test('counts only once it was typed in from paper', async () => {
    await openSettings(page())
    key = await makeRecoverySheet(page())
    expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}\n/)
    await press(lockingWords.written)
    await cancel()
    await page().getByText(lockingWords.recoveryStanding.waiting).waitFor()
    await press(lockingWords.recoveryRehearse)
    await page().getByRole('textbox', { name: lockingWords.typed }).fill(mistyped(key))
    await press(lockingWords.check)
    await says(page(), 'recovery-key-mistyped')
    const [line = ''] = key.split('\n')
    await page().getByRole('textbox', { name: lockingWords.typed }).fill(line)
    await press(lockingWords.check)
    await says(page(), 'recovery-kit-malformed')
    await page().getByRole('textbox', { name: lockingWords.typed }).fill(key.toLowerCase())
    await press(lockingWords.check)
    await page().getByText(lockingWords.rehearsed).waitFor()
    await closeDialog(page())
    await page().getByText(lockingWords.recoveryDone(Date.now())).waitFor()
  })

  test('prints as one page, and nothing else of the app', async () => {
    const replaced = await makeRecoverySheet(page(), true)
    expect(replaced).not.toBe(key)
    key = replaced
    await page().evaluate(() => Object.assign(window, { print: () => undefined }))
    await press(lockingWords.print)
    const sheet = page().getByTestId('recovery-sheet')
    expect(await sheet.isVisible()).toBe(false)
    await page().emulateMedia({ media: 'print' })
    expect(await sheet.isVisible()).toBe(true)
    expect(await page().getByText(lockingWords.paperText).isVisible()).toBe(false)
    expect(await page().locator('#page').isVisible()).toBe(false)
    for (const group of key.split(/[-\n]/)) expect(await sheet.innerText()).toContain(group)
    const pdf = await running.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return (await contents?.printToPDF({ pageSize: 'A4' }))?.toString('latin1') ?? ''
    })
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
    await page().emulateMedia({ media: 'screen' })
    await rehearseRecoverySheet(page(), key)
  })

  test('opens after the passphrase was forgotten, under a new one, and nothing is lost', async () => {
    await restart()
    await press(doorWords.lost)
    const before = readFileSync(vaultFile)
    await tryRecoveryKey(page(), mistyped(key))
    await says(page(), 'recovery-key-mistyped')
    // Whole, but of another vault.
    await tryRecoveryKey(page(), strangersKey)
    await says(page(), 'recovery-key-wrong')
    expect(readFileSync(vaultFile)).toEqual(before)
    await tryRecoveryKey(page(), key)
    await page().getByLabel(doorWords.passphrase).fill(third)
    await page().getByLabel(doorWords.repeat).fill(third)
    await press(doorWords.newOpen)
    await isWhole()
    await lock(page())
    await tryPassphrase(page(), second)
    await says(page(), 'passphrase-wrong')
    await unlock(page(), third)
  })

  test('that was replaced opens nothing any more', async () => {
    await openSettings(page())
    const old = key
    key = await makeRecoverySheet(page(), true)
    await rehearseRecoverySheet(page(), key)
    await lock(page())
    await press(doorWords.lost)
    await tryRecoveryKey(page(), old)
    await says(page(), 'recovery-key-wrong')
    await press(doorWords.back)
    await unlock(page(), third)
  })
})

describe('Without a keychain worth the name', () => {
  test('the switch stays off and says why, and so does High mode', async () => {
    await openSettings(page())
    await keychainSwitch().click()
    await says(page(), 'keychain-refused')
    expect(await isKeychainOn()).toBe(false)
    expect(existsSync(keychainFile)).toBe(false)
    await turnHighMode(page(), true, third)
    await page().getByRole('dialog').getByText('This computer has no keychain').waitFor()
    await cancel()
    await page().getByText(lockingWords.recovery, { exact: true }).waitFor()
  })
})

describe('With the system’s keychain', () => {
  test('the app opens without typing, and after a lock by hand only when told to', async () => {
    await restart(ring)
    await unlock(page(), third)
    await openSettings(page())
    await keychainSwitch().click()
    await expect
      .poll(isKeychainOn, { timeout: patience })
      .toBe(true)
      .catch(async (problem: unknown) => {
        throw new Error(await page().innerText('main'), { cause: problem })
      })
    await restart(ring)
    await isWhole()
    await lock(page())
    await page().getByLabel(doorWords.passphrase).waitFor()
    await press(doorWords.keychainUse)
    await isWhole()
  })

  test('gone or another one, the passphrase opens, and nothing is thrown away', async () => {
    const kept = readFileSync(keychainFile)
    for (const keyring of [undefined, otherRing]) {
      await restart(keyring)
      await says(page(), 'keychain-changed')
      await unlock(page(), third)
      await isWhole()
      expect(readFileSync(keychainFile)).toEqual(kept)
    }
    rmSync(keychainFile)
    await restart(ring)
    await says(page(), 'keychain-empty')
    await unlock(page(), third)
    await isWhole()
  })

  test('turned off, it asks for the passphrase again', async () => {
    await openSettings(page())
    await keychainSwitch().click()
    await expect.poll(isKeychainOn, { timeout: patience }).toBe(false)
    await restart(ring)
    await page().getByLabel(doorWords.passphrase).waitFor()
    expect(await page().getByRole('button', { name: doorWords.keychainUse }).count()).toBe(0)
    await unlock(page(), third)
  })
})

describe('High mode', () => {
  test('needs the passphrase and the keychain together, and ends the recovery key', async () => {
    await openSettings(page())
    await turnHighMode(page(), true, 'not the passphrase at all')
    await says(page(), 'passphrase-wrong')
    await page().getByRole('dialog').getByLabel(lockingWords.passphrase).fill(third)
    await press(lockingWords.highOn)
    await page().getByText(lockingWords.highIsOn).waitFor()
    await closeDialog(page())
    await page().getByText(lockingWords.recoveryHigh).waitFor()
    await restart(ring)
    await page().getByText(doorWords.unlockHighHint).waitFor()
    await tryPassphrase(page(), second)
    await says(page(), 'passphrase-wrong')
    await unlock(page(), third)
    await isWhole()
  })

  test('without its keychain says so and waits, and opens when the keychain is back', async () => {
    const before = readFileSync(vaultFile)
    await restart(otherRing)
    await tryPassphrase(page(), third)
    await says(page(), 'keychain-needed')
    await press(doorWords.lost)
    await page().getByText(doorWords.lostNoneHighText).waitFor()
    expect(readFileSync(vaultFile)).toEqual(before)
    await restart(ring)
    await unlock(page(), third)
    await isWhole()
  })

  test('lets the passphrase be changed, and be turned off again', async () => {
    await openSettings(page())
    await changePassphrase(page(), third, fourth)
    await page().getByText(lockingWords.changed).waitFor()
    await closeDialog(page())
    await turnHighMode(page(), false, fourth)
    await page().getByText(lockingWords.highIsOff).waitFor()
    await restart()
    await unlock(page(), fourth)
    await isWhole()
    expect(existsSync(keychainFile)).toBe(false)
  })
})

describe('An old copy of the vault', () => {
  test('put back by somebody opens only with its own old passphrase', async () => {
    await running.app.close()
    copyFileSync(vaultFile, join(folder, 'now.subrosa'))
    copyFileSync(join(folder, 'old.subrosa'), vaultFile)
    await start()
    await tryPassphrase(page(), fourth)
    await says(page(), 'passphrase-wrong')
    copyFileSync(join(folder, 'now.subrosa'), vaultFile)
    await unlock(page(), fourth)
    await isWhole()
  })

  test('and none of this raised an error that nobody sees', () => {
    expect(errors).toEqual([])
  })
})

/** The key with one character wrong. */
function mistyped(key: string): string {
  return key.slice(0, 7) + (key[7] === 'A' ? 'B' : 'A') + key.slice(8)
}
