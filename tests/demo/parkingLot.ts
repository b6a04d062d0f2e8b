import type { Locator } from 'playwright'
import { lotWords } from '#renderer/words/index.ts'
import type { TopicToPark } from './material.ts'
import { type Person, typeAt } from './person.ts'

/** Parks a topic as anybody does: P, the title, Enter. */
export async function park(person: Person, title: string): Promise<void> {
  const { page } = person.desktop
  await page.keyboard.press('p')
  await page.getByLabel(lotWords.topicTitle, { exact: true }).fill(title)
  await page.keyboard.press('Enter')
  await untilClosed(person)
  person.edits += 1
}

/** Parks a topic and fills in all its fields. */
export async function parkWhole(person: Person, topic: TopicToPark): Promise<void> {
  await park(person, topic.title)
  await inTopic(person, topic.title, async () => {
    await writeTheme(person, topic.theme)
    await score(person, lotWords.importance, topic.importance)
    await score(person, lotWords.urgency, topic.urgency)
    for (let time = 0; time < topic.heard; time++) await hear(person)
    if (topic.ofTheGroup) await giveToEverybody(person)
  })
}

/** Opens a topic of the list of all topics, does something in it and closes it. */
export async function inTopic(
  person: Person,
  title: string,
  act: () => Promise<void>,
): Promise<void> {
  const { page } = person.desktop
  await page
    .getByRole('table', { name: lotWords.all, exact: true })
    .getByRole('button', { name: title })
    .click()
  await act()
  await page.keyboard.press('Escape')
  await untilClosed(person)
}

/** In an open topic: types in front of or behind its title. */
export function addToTitle(person: Person, place: 'start' | 'end', text: string): Promise<void> {
  const field = openTopic(person).getByLabel(lotWords.topicTitle, { exact: true })
  return typeAt(person, field, place, text)
}

/** In an open topic: writes its theme. */
export async function writeTheme(person: Person, theme: string): Promise<void> {
  await openTopic(person).getByLabel(lotWords.theme, { exact: true }).fill(theme)
  person.edits += 1
}

/** In an open topic: gives a figure from 0 to 10 by its keys. */
export async function score(person: Person, label: string, figure: number): Promise<void> {
  const group = openTopic(person).getByRole('radiogroup', { name: label, exact: true })
  await group.getByRole('radio').first().focus()
  await person.desktop.page.keyboard.type(String(figure))
  person.edits += 1
}

/** In an open topic: "I heard this too". */
export async function hear(person: Person): Promise<void> {
  await openTopic(person).getByRole('button', { name: lotWords.hearAction, exact: true }).click()
  person.edits += 1
}

/** In an open topic: it belongs to the whole group. */
async function giveToEverybody(person: Person): Promise<void> {
  const { page } = person.desktop
  await openTopic(person).getByRole('button', { name: lotWords.owner }).click()
  await page.getByRole('option', { name: lotWords.everybody, exact: true }).click()
  // While the choices are still going away, Escape would be theirs.
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  person.edits += 1
}

const lists = [lotWords.urgentTitle, lotWords.recurringTitle, lotWords.sharedTitle] as const

/** What the parking lot shows: the three lists and all topics, with "You" read as the first name, as others do. */
export async function readParkingLot(person: Person): Promise<string[]> {
  const main = person.desktop.page.getByRole('main')
  const linesOf = (parts: Locator) =>
    parts.evaluateAll((lines) =>
      lines.map((line) =>
        [...line.querySelectorAll('*')]
          .filter((part) => part.children.length === 0 && part.textContent !== '')
          .map((part) => part.textContent),
      ),
    )
  const all = main
    .getByRole('table', { name: lotWords.all, exact: true })
    .getByRole('row')
    .filter({ has: person.desktop.page.getByRole('rowheader') })
  const rows = await Promise.all([
    ...lists.map(async (name) => [
      [`# ${name}`],
      ...(await linesOf(main.getByRole('list', { name, exact: true }).getByRole('listitem'))),
    ]),
    linesOf(all).then((lines) => [[`# ${lotWords.all}`], ...lines]),
  ])
  const you = new RegExp(`\\b${lotWords.you}\\b`)
  return rows
    .flat()
    .map(([title = '', ...about]) =>
      [title, ...about.map((part) => part.replace(you, person.firstName))].join(' | '),
    )
}

/** The first words of each line below a heading that `readParkingLot` gave. */
export function titlesBelow(view: readonly string[], heading: string): string[] {
  const from = view.indexOf(`# ${heading}`) + 1
  const length = view.slice(from).findIndex((line) => line.startsWith('# '))
  const lines = from === 0 ? [] : view.slice(from, length < 0 ? undefined : from + length)
  return lines.map((line) => line.split(' | ')[0] ?? '')
}

function openTopic(person: Person) {
  return person.desktop.page.getByRole('dialog', { name: lotWords.editTitle, exact: true })
}

/** Shortcuts of one letter do nothing while a dialog is still going away. */
async function untilClosed(person: Person): Promise<void> {
  await person.desktop.page.locator('[role=dialog]').waitFor({ state: 'detached' })
}
