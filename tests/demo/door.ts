import { doorWords, frameWords, memberWords } from '#renderer/words/index.ts'
import { goTo, patience, type Person } from './person.ts'

/** Founds the forum in a window that has none. */
export async function foundForum(founder: Person, forumName: string): Promise<void> {
  const { page } = founder.desktop
  await page.getByRole('button', { name: doorWords.startAction }).click()
  await page.getByLabel(doorWords.forumName, { exact: true }).fill(forumName)
  await introduce(founder)
  await page.getByRole('button', { name: doorWords.found, exact: true }).click()
  await untilInside(founder)
}

/** What letting one person in takes along: the invitation and the six words, and pictures on the way. */
export interface Arrival {
  readonly code: string
  readonly words: readonly string[]
}

/**
 * Lets `guest` in by an invitation of `host`: the code goes from one window to the other, the guest
 * reads six words, the host types them, both confirm.
 */
export async function letIn(
  host: Person,
  guest: Person,
  picture: (person: Person, what: string) => Promise<void>,
): Promise<Arrival> {
  const [inviting, coming] = [host.desktop.page, guest.desktop.page]
  await goTo(host, 'members')
  await inviting.getByRole('button', { name: memberWords.invite }).click()
  const code = (await inviting.getByTestId('invitation-code').textContent()) ?? ''
  await coming.getByRole('button', { name: doorWords.joinAction }).click()
  await coming.getByLabel(doorWords.code, { exact: true }).fill(code)
  await coming.getByRole('button', { name: doorWords.codeNext }).click()
  await introduce(guest)
  await coming.getByRole('button', { name: doorWords.join, exact: true }).click()
  const spoken = coming.getByTestId('six-words')
  await spoken.waitFor({ timeout: patience })
  const words = await spoken.locator('li').allTextContents()
  const heard = inviting.getByLabel(memberWords.sixWords, { exact: true })
  await heard.fill(words.join(' '), { timeout: patience })
  await Promise.all([picture(guest, 'six-words'), picture(host, 'six-words-typed')])
  await inviting.getByRole('button', { name: memberWords.letThemIn }).click()
  await coming.getByRole('button', { name: doorWords.confirmYes }).click({ timeout: patience })
  await untilInside(guest)
  await inviting.getByText(memberWords.admitted(guest.name)).waitFor({ timeout: patience })
  await inviting.keyboard.press('Escape')
  await inviting.getByRole('dialog').waitFor({ state: 'hidden' })
  return { code, words }
}

/** Locks the window by its shortcut and opens it again; gives the milliseconds from Enter to inside. */
export async function lockAndReopen(
  person: Person,
  picture: (person: Person, what: string) => Promise<void>,
): Promise<number> {
  const { page } = person.desktop
  await page.keyboard.press('Control+l')
  const passphrase = page.getByLabel(doorWords.passphrase, { exact: true })
  await passphrase.waitFor({ timeout: patience })
  await picture(person, 'locked')
  await passphrase.fill(person.passphrase)
  const started = performance.now()
  await page.keyboard.press('Enter')
  await untilInside(person)
  return performance.now() - started
}

/** Waits until the window says that it is connected to all others directly; false if it never does. */
export async function connectedToAll(person: Person, others: number, limit: number) {
  return person.desktop.page
    .getByText(frameWords.connectedNow(others, others), { exact: true })
    .waitFor({ timeout: limit })
    .then(
      () => true,
      () => false,
    )
}

async function introduce(person: Person): Promise<void> {
  const { page } = person.desktop
  await page.getByLabel(doorWords.myName, { exact: true }).fill(person.name)
  await page.getByLabel(doorWords.passphrase, { exact: true }).fill(person.passphrase)
  await page.getByLabel(doorWords.repeat, { exact: true }).fill(person.passphrase)
}

function untilInside(person: Person): Promise<void> {
  return person.desktop.page
    .getByRole('navigation', { name: frameWords.rooms })
    .waitFor({ timeout: patience })
}
