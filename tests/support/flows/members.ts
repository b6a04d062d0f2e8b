import type { Page } from 'playwright'
import { computerWords, memberWords } from '#renderer/words/index.ts'
import { goIn, knock, type Newcomer, readSixWords } from './door.ts'
import { closeDialog, openRoom } from './rooms.ts'

/** Makes an invitation and leaves its window open, which waits for a knock. Gives the code. */
export async function invite(page: Page): Promise<string> {
  await openRoom(page, memberWords.title)
  await page.getByRole('button', { name: memberWords.invite }).click()
  const code = await page.getByTestId('invitation-code').textContent()
  if (code === null) throw new Error('The invitation has no code')
  return code
}

/** Types what the inviter heard and lets them in, as far as that goes. */
export async function typeSixWords(page: Page, words: readonly string[]): Promise<void> {
  await page.getByLabel(memberWords.sixWords).fill(words.join(' '))
  await page.getByRole('button', { name: memberWords.letThemIn }).click()
}

/** Opens somebody's card from any room. */
export async function openCard(page: Page, name: string): Promise<void> {
  await openRoom(page, memberWords.title)
  await page
    .getByRole('list', { name: memberWords.listTitle })
    .getByRole('button', { name })
    .click()
  await page.getByRole('dialog', { name }).waitFor()
}

/** Makes a code for another computer of one's own, and leaves its window open. Gives the code. */
export async function codeForComputer(page: Page, ownName: string): Promise<string> {
  await openCard(page, ownName)
  await page.getByRole('button', { name: computerWords.add.action }).click()
  const code = await page.getByTestId('invitation-code').textContent()
  if (code === null) throw new Error('There is no code')
  return code
}

/** Types the six words of the other computer, as far as that goes. */
export async function typeComputerWords(page: Page, words: readonly string[]): Promise<void> {
  await page.getByLabel(computerWords.add.compare.field).fill(words.join(' '))
  await page.getByRole('button', { name: computerWords.add.compare.letIn }).click()
}

/** The newcomer reads six words, the inviter types them, both go on. */
async function compareWords(newcomer: Page, inviter: Page): Promise<void> {
  await typeSixWords(inviter, await readSixWords(newcomer))
  await goIn(newcomer)
  await closeDialog(inviter)
}

/** The whole way in: invitation, knock, six words. */
export async function letIn(inviter: Page, page: Page, newcomer: Newcomer): Promise<void> {
  const code = await invite(inviter)
  await knock(page, newcomer, code)
  await compareWords(page, inviter)
}
