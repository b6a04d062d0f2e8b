import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright'
import {
  frameWords,
  memberWords,
  notesWords,
  partingWords,
  whoSeesWords,
} from '#renderer/words/index.ts'
import {
  closeDialog,
  type Computer,
  foundForum,
  letIn,
  lock,
  openRoom,
  patience,
  startWorld,
  unlock,
  type World,
} from '#tests/support/flows/index.ts'

const poll = { timeout: patience }
const ingrid = { name: 'Ingrid Solheim', passphrase: 'four unrelated words here' }
const tomas = { name: 'Tomás Arrieta', passphrase: 'five other unrelated words' }
const priya = { name: 'Priya Raman', passphrase: 'quite another set of words' }

let world: World
let a: Computer
let b: Computer
let c: Computer

beforeAll(async () => {
  world = await startWorld({ namespaces: true })
  const relay = await world.relay()
  a = await world.computer('a', relay.url)
  b = await world.computer('b', relay.url)
  c = await world.computer('c', relay.url)
  await foundForum(a.page(), ingrid, 'Meridian Forum')
  await letIn(a.page(), b.page(), tomas)
  await letIn(a.page(), c.page(), priya)
})
afterAll(() => world.end())

/** The notes that a page offers, by name. */
async function offered(page: Page): Promise<readonly string[]> {
  await openRoom(page, frameWords.notes)
  await page.getByRole('button', { name: notesWords.whose }).click()
  await page.getByRole('listbox').waitFor()
  const labels = await page.getByRole('option').allTextContents()
  await page.keyboard.press('Escape')
  await page.getByRole('listbox').waitFor({ state: 'hidden' })
  return labels
}

async function choose(page: Page, label: string): Promise<void> {
  await openRoom(page, frameWords.notes)
  await page.getByRole('button', { name: notesWords.whose }).click()
  await page.getByRole('option', { name: label, exact: true }).click()
  await page.getByRole('listbox').waitFor({ state: 'hidden' })
  await field(page).waitFor()
}

const field = (page: Page) => page.getByRole('textbox', { name: notesWords.text })
const text = (page: Page) => field(page).inputValue()

describe('Notes', () => {
  test('that two write are seen by both as they are typed, and a third has no path to them', async () => {
    await choose(a.page(), notesWords.withOne(tomas.name))
    await choose(b.page(), notesWords.withOne(ingrid.name))
    await a
      .page()
      .getByText(notesWords.only([ingrid.name, tomas.name]))
      .waitFor()
    await field(a.page()).pressSequentially('The offer')
    await a.page().keyboard.press('Enter')
    await expect.poll(() => text(b.page()), poll).toBe('The offer\n')
    await field(b.page()).press('Control+End')
    await field(b.page()).pressSequentially('The answer')
    await expect.poll(() => text(a.page()), poll).toBe('The offer\nThe answer')
    expect(await offered(c.page())).toEqual([
      notesWords.self,
      notesWords.withOne(ingrid.name),
      notesWords.withOne(tomas.name),
    ])
    for (const name of [ingrid.name, tomas.name]) {
      await choose(c.page(), notesWords.withOne(name))
      expect(await text(c.page())).toBe('')
    }
  })

  test('of oneself stay with oneself, also when the app is closed and opened', async () => {
    await choose(b.page(), notesWords.self)
    await b.page().getByText(notesWords.onlyYou).waitFor()
    await field(b.page()).fill('Ask Dana first')
    // Locking stores everything first; the first note of one's own has keys to make.
    await lock(b.page())
    await b.close()
    await b.start()
    await unlock(b.page(), tomas.passphrase)
    await choose(b.page(), notesWords.self)
    await expect.poll(() => text(b.page()), poll).toBe('Ask Dana first')
    await choose(b.page(), notesWords.withOne(ingrid.name))
    await expect.poll(() => text(b.page()), poll).toBe('The offer\nThe answer')
  })

  test('of the moderators come with the role, and go with it', async () => {
    expect(await offered(b.page())).not.toContain(notesWords.moderators)
    await choose(a.page(), notesWords.moderators)
    await field(a.page()).fill('Whom to ask for June')
    await openRoom(a.page(), frameWords.members)
    await a
      .page()
      .getByRole('list', { name: memberWords.listTitle })
      .getByRole('button', { name: tomas.name })
      .click()
    await a.page().getByRole('button', { name: partingWords.makeModerator }).click()
    await closeDialog(a.page())
    await expect.poll(() => offered(b.page()), poll).toContain(notesWords.moderators)
    await choose(b.page(), notesWords.moderators)
    await expect.poll(() => text(b.page()), poll).toBe('Whom to ask for June')
    await openRoom(c.page(), whoSeesWords.title)
    const row = c.page().getByRole('row', { name: whoSeesWords.moderatorNotes })
    await expect.poll(() => row.textContent(), poll).toContain(tomas.name)
    expect(await offered(c.page())).not.toContain(notesWords.moderators)
  })
})
