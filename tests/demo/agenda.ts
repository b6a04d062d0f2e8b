import { agendaWords } from '#renderer/words/index.ts'
import type { ItemToType, Material } from './material.ts'
import { type Person, typeAt } from './person.ts'

/** Types an agenda into the agenda room, one item after another. */
export async function typeAgenda(person: Person, material: Material): Promise<void> {
  const { page } = person.desktop
  // The day can be typed at once while there is none.
  await page.getByLabel(agendaWords.date, { exact: true }).fill(nextMeeting(new Date()))
  await page.getByLabel(agendaWords.start, { exact: true }).fill(material.start)
  const planned = page.getByLabel(agendaWords.planned, { exact: true })
  await writeMinutes(person, planned, material.plannedMinutes)
  person.edits += 2
  for (const item of material.items) await addItem(person, item)
}

/** The second Wednesday of the month after `today`, as the forum meets. */
function nextMeeting(today: Date): string {
  const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1))
  const toWednesday = (3 - first.getUTCDay() + 7) % 7
  first.setUTCDate(1 + toWednesday + 7)
  return first.toISOString().slice(0, 10)
}

/** Adds an item at the end and fills it in. */
export async function addItem(person: Person, item: ItemToType): Promise<void> {
  const { page } = person.desktop
  const titles = fieldsOf(person, agendaWords.item)
  const before = await titles.count()
  await page.getByRole('button', { name: agendaWords.add, exact: true }).click()
  const title = titles.nth(before)
  await title.fill(item.title)
  person.edits += 2
  if (item.lead !== '')
    await write(person, fieldsOf(person, agendaWords.lead).nth(before), item.lead)
  await writeMinutes(person, fieldsOf(person, agendaWords.minutes).nth(before), item.minutes)
}

/** Writes one field of the item that has this title now. */
export function editItem(
  person: Person,
  title: string,
  field: 'item' | 'lead',
  text: string,
): Promise<void> {
  return write(person, rowOf(person, title).getByLabel(agendaWords[field], { exact: true }), text)
}

/** Types in front of or behind the title of the item that has this title now. */
export function addToItem(
  person: Person,
  title: string,
  place: 'start' | 'end',
  text: string,
): Promise<void> {
  const field = rowOf(person, title).getByLabel(agendaWords.item, { exact: true })
  return typeAt(person, field, place, text)
}

/** Sets the minutes of the item with this title. */
export function editMinutes(person: Person, title: string, minutes: number): Promise<void> {
  const field = rowOf(person, title).getByLabel(agendaWords.minutes, { exact: true })
  return writeMinutes(person, field, minutes)
}

/** Moves the item with this title up by the keys. */
export async function moveItemUp(person: Person, title: string, steps: number): Promise<void> {
  const row = rowOf(person, title)
  await row.getByLabel(agendaWords.item, { exact: true }).focus()
  for (let step = 0; step < steps; step++) {
    await person.desktop.page.keyboard.press('Alt+ArrowUp')
    person.edits += 1
  }
}

/** What the agenda shows: the day and the sums above it, and each line with its time. */
export function readAgenda(person: Person): Promise<string[]> {
  return person.desktop.page.locator('main').evaluate((main, list) => {
    const grid = [...main.querySelectorAll('[role=grid]')].find(
      (each) => each.getAttribute('aria-label') === list,
    )
    const rows = [...(grid?.querySelectorAll('[role=row]') ?? [])].map((row) => {
      const time = /\d\d:\d\d/.exec(row.textContent)?.[0] ?? ''
      const typed = [...row.querySelectorAll<HTMLInputElement>('input, textarea')]
      return [time, ...typed.map((field) => field.value)].join(' | ')
    })
    const header = main.querySelector('header')?.cloneNode(true)
    // Buttons also say who else is here, which is not the same for everybody.
    if (header instanceof Element)
      for (const button of header.querySelectorAll('button')) button.remove()
    return [header?.textContent ?? '', ...rows]
  }, agendaWords.list)
}

function rowOf(person: Person, title: string) {
  return person.desktop.page
    .getByRole('grid', { name: agendaWords.list })
    .getByRole('row', { name: title })
}

function fieldsOf(person: Person, label: string) {
  return person.desktop.page
    .getByRole('grid', { name: agendaWords.list })
    .getByLabel(label, { exact: true })
}

async function write(
  person: Person,
  field: ReturnType<typeof fieldsOf>,
  text: string,
): Promise<void> {
  await field.fill(text)
  person.edits += 1
}

/** Figures count once they are entered, not at each digit. */
async function writeMinutes(
  person: Person,
  field: ReturnType<typeof fieldsOf>,
  minutes: number,
): Promise<void> {
  await write(person, field, String(minutes))
  await field.press('Enter')
}
