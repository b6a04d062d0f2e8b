import type { Locator, Page } from 'playwright'
import { agendaWords, frameWords, lotWords } from '#renderer/words/index.ts'

/** Goes to a room by its name in the rail. */
export async function openRoom(page: Page, name: string): Promise<void> {
  const rail = page.getByRole('navigation', { name: frameWords.rooms })
  await rail.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
}

/** Closes the window that is open and waits until it is gone. */
export async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** Parks a topic by its shortcut, from any room. */
export async function parkTopic(page: Page, title: string): Promise<void> {
  await page.keyboard.press('p')
  await page.getByLabel(lotWords.topicTitle).fill(title)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** A topic wherever the parking lot, which must be open, shows it. */
export function topic(page: Page, title: string): Locator {
  return page.getByRole('main').getByText(title, { exact: true }).first()
}

/** Waits until a topic stands in the parking lot, which must be open. */
export async function seesTopic(page: Page, title: string): Promise<void> {
  await topic(page, title).waitFor()
}

/** Adds an item to the agenda, which must be open, and types its title. */
export async function addAgendaItem(page: Page, title: string): Promise<void> {
  const titles = agendaTitles(page)
  const before = await titles.count()
  await page.getByRole('button', { name: agendaWords.add }).click()
  const field = titles.nth(before)
  await field.fill(title)
}

/** The fields of all titles on the agenda, top to bottom. */
export function agendaTitles(page: Page): Locator {
  return page
    .getByRole('grid', { name: agendaWords.list })
    .getByRole('textbox', { name: agendaWords.item, exact: true })
}

/** What the titles on the agenda are, top to bottom. */
export async function readAgenda(page: Page): Promise<string[]> {
  const fields = await agendaTitles(page).all()
  return Promise.all(fields.map((field) => field.inputValue()))
}
