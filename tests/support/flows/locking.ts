import type { Page } from 'playwright'
import { doorWords, frameWords, lockingWords } from '#renderer/words/index.ts'
import { openRoom } from './rooms.ts'

/** Makes a recovery sheet in Settings, which must be open, and reads its two lines off the screen. */
export async function makeRecoverySheet(page: Page, again = false): Promise<string> {
  const name = again ? lockingWords.recoveryReplace : lockingWords.recoveryMake
  await page.getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: lockingWords.recoveryMake, exact: true }).click()
  const line = async (testId: string) => {
    const groups = page.getByTestId(testId).locator('li')
    await groups.first().waitFor()
    return (await groups.allTextContents()).join('-')
  }
  return `${await line('recovery-key')}\n${await line('recovery-way')}`
}

/** Goes on from the sheet on the screen and types it in, as from paper. */
export async function rehearseRecoverySheet(page: Page, typed: string): Promise<void> {
  await page.getByRole('button', { name: lockingWords.written }).click()
  await page.getByRole('textbox', { name: lockingWords.typed }).fill(typed)
  await page.getByRole('button', { name: lockingWords.check }).click()
  await page.getByText(lockingWords.rehearsed).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: lockingWords.close }).last().click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** Types a recovery key at the door and tries it. */
export async function tryRecoveryKey(page: Page, typed: string): Promise<void> {
  await page.getByRole('textbox', { name: doorWords.lostKey }).fill(typed)
  await page.getByRole('button', { name: doorWords.lostNext }).click()
}

/** Changes the passphrase in Settings, which must be open, as far as that goes. */
export async function changePassphrase(page: Page, current: string, next: string): Promise<void> {
  await page.getByRole('button', { name: lockingWords.change }).click()
  await page.getByLabel(lockingWords.current).fill(current)
  await page.getByLabel(lockingWords.next, { exact: true }).fill(next)
  await page.getByLabel(lockingWords.repeat).fill(next)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: lockingWords.change }).click()
}

/** Turns High mode on or off in Settings, which must be open, as far as that goes. */
export async function turnHighMode(page: Page, on: boolean, passphrase: string): Promise<void> {
  await page.getByText(lockingWords.high, { exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(lockingWords.passphrase).fill(passphrase)
  const name = on ? lockingWords.highOn : lockingWords.highOff
  await dialog.getByRole('button', { name }).click()
}

/** Goes to Settings. */
export async function openSettings(page: Page): Promise<void> {
  await openRoom(page, frameWords.settings)
}
