import type { Page } from 'playwright'
import { doorWords } from '#renderer/words/index.ts'

/** Types a printed sheet at the door of a new computer, as far as that goes. */
export async function typeSheet(page: Page, sheet: string): Promise<void> {
  await page.getByRole('button', { name: doorWords.backAction }).click()
  await page.getByRole('button', { name: doorWords.sheetChoice }).click()
  await page.getByLabel(doorWords.sheetField).fill(sheet)
  await page.getByRole('button', { name: doorWords.sheetNext }).click()
}

/** Chooses the passphrase of the new computer, and asks to come back. */
export async function askToComeBack(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel(doorWords.passphrase).fill(passphrase)
  await page.getByLabel(doorWords.repeat).fill(passphrase)
  await page.getByRole('button', { name: doorWords.sheetKnock }).click()
}
