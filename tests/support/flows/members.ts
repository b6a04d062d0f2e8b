import type { Page } from 'playwright'
import { memberWords } from '#renderer/words/index.ts'
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
