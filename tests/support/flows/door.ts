import type { Page } from 'playwright'
import { doorWords, frameWords } from '#renderer/words/index.ts'

/** What somebody types at the door. */
export interface Newcomer {
  readonly name: string
  readonly passphrase: string
}

/** Founds a forum on a computer that has none; the forum is open afterwards. */
export async function foundForum(page: Page, founder: Newcomer, forumName: string): Promise<void> {
  await page.getByRole('button', { name: doorWords.startAction }).click()
  await page.getByLabel(doorWords.forumName).fill(forumName)
  await introduce(page, founder)
  await page.getByRole('button', { name: doorWords.found }).click()
  await isOpen(page)
}

/** Pastes an invitation and goes on, as far as that goes. */
export async function pasteInvitation(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: doorWords.joinAction }).click()
  await page.getByLabel(doorWords.code).fill(code)
  await page.getByRole('button', { name: doorWords.codeNext }).click()
}

/** Knocks with an invitation. */
export async function knock(page: Page, newcomer: Newcomer, code: string): Promise<void> {
  await pasteInvitation(page, code)
  await introduce(page, newcomer)
  await page.getByRole('button', { name: doorWords.join }).click()
}

/** Knocks with a code for a computer, from the door's first screen. */
export async function knockAsComputer(page: Page, passphrase: string, code: string): Promise<void> {
  await page.getByRole('button', { name: doorWords.addAction }).click()
  await page.getByLabel(doorWords.typeCode.add.label).fill(code)
  await page.getByRole('button', { name: doorWords.codeNext }).click()
  await page.getByLabel(doorWords.passphrase).fill(passphrase)
  await page.getByLabel(doorWords.repeat).fill(passphrase)
  await page.getByRole('button', { name: doorWords.join }).click()
}

/** The six words that the newcomer reads aloud. */
export async function readSixWords(page: Page): Promise<string[]> {
  const words = page.getByTestId('six-words').locator('li')
  await words.first().waitFor()
  return words.allTextContents()
}

/** The newcomer has heard that the words matched; the forum is open afterwards. */
export async function goIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: doorWords.confirmYes }).click()
  await isOpen(page)
}

/** Types the passphrase of a locked computer and tries it. */
export async function tryPassphrase(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel(doorWords.passphrase).fill(passphrase)
  await page.getByRole('button', { name: doorWords.unlock, exact: true }).click()
}

/** Opens a locked computer. */
export async function unlock(page: Page, passphrase: string): Promise<void> {
  await tryPassphrase(page, passphrase)
  await isOpen(page)
}

/** Locks an open forum by its key and waits for the door. */
export async function lock(page: Page): Promise<void> {
  await page.keyboard.press('Control+l')
  await isLocked(page)
}

/** Waits until the rooms are there. */
export async function isOpen(page: Page): Promise<void> {
  const rooms = page.getByRole('navigation', { name: frameWords.rooms })
  await rooms.waitFor().catch(async (problem: unknown) => {
    throw new Error(`The forum is not open: ${await page.innerText('body')}`, { cause: problem })
  })
}

/** Waits until the door asks for a passphrase. */
async function isLocked(page: Page): Promise<void> {
  await page.getByRole('heading', { name: doorWords.unlockTitle }).waitFor()
}

async function introduce(page: Page, { name, passphrase }: Newcomer): Promise<void> {
  await page.getByLabel(doorWords.myName).fill(name)
  await page.getByLabel(doorWords.passphrase).fill(passphrase)
  await page.getByLabel(doorWords.repeat).fill(passphrase)
}
