import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askWords, frameWords, memberWords, partingWords } from '#renderer/words/index.ts'
import {
  type Computer,
  foundForum,
  letIn,
  openRoom,
  parkTopic,
  seesTopic,
  startWorld,
  topic,
  type World,
} from '#tests/support/flows/index.ts'
import { keepPicture } from '../a11y/pictures.ts'
import type { Page } from 'playwright'

const ingrid = { name: 'Ingrid Solheim', passphrase: 'four unrelated words here' }
const tomas = { name: 'Tomás Arrieta', passphrase: 'five other unrelated words' }
const priya = { name: 'Priya Raman', passphrase: 'quite another set of words' }
const what = askWords.act({ type: 'remove', member: '' as never }, ingrid.name)

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
  for (const { page } of [a, b, c]) {
    await openRoom(page(), frameWords.members)
    await page().getByRole('main').getByText(frameWords.sealedTo(3)).waitFor()
  }
})
afterAll(() => world.end())

async function openCard(page: Page, name: string): Promise<void> {
  await openRoom(page, frameWords.members)
  await page
    .getByRole('list', { name: memberWords.listTitle })
    .getByRole('button', { name })
    .click()
  await page.getByRole('dialog', { name }).waitFor()
}

/** From the card of the moderator to the question at another member. */
async function ask(page: Page): Promise<void> {
  await openCard(page, ingrid.name)
  await keepPicture(page, 'asks card', 'light')
  await page.getByRole('button', { name: askWords.removeAction }).click()
  const dialog = page.getByRole('alertdialog')
  for (const sentence of [
    ...askWords.consequences.remove.ends,
    ...askWords.consequences.remove.stays,
  ])
    await dialog.getByText(sentence).waitFor()
  await keepPicture(page, 'asks whom', 'light')
  await dialog.getByRole('button', { name: askWords.whom }).click()
  await page.getByRole('option', { name: priya.name }).click()
  await dialog.getByRole('button', { name: askWords.ask(priya.name) }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(askWords.mine.asked(priya.name, what)).waitFor()
}

describe('What takes two', () => {
  test('is put to another member, who may say no, and nothing changes', async () => {
    await ask(b.page())
    await keepPicture(b.page(), 'asks mine', 'light')
    await openRoom(c.page(), frameWords.members)
    await c.page().getByText(askWords.asked(tomas.name, what)).waitFor()
    await keepPicture(c.page(), 'asks question', 'light')
    await c.page().getByRole('button', { name: askWords.notNow }).click()
    await b.page().getByText(askWords.mine.declined(priya.name, what)).waitFor()
    await b.page().getByRole('button', { name: askWords.putAway }).click()
    await a.page().getByRole('main').getByText(frameWords.sealedTo(3)).waitFor()
  })

  test('is shown on Home too, and done once both have agreed: the moderator is out', async () => {
    await ask(b.page())
    const rooms = c.page().getByRole('navigation', { name: frameWords.rooms })
    await rooms.getByRole('link', { name: frameWords.home, exact: true }).click()
    await c.page().getByText(askWords.asked(tomas.name, what)).waitFor()
    await keepPicture(c.page(), 'asks home', 'light')
    await c.page().getByRole('button', { name: askWords.agree }).click()
    await a.page().getByText(partingWords.endedTitle.removed).waitFor()
    for (const { page } of [b, c]) {
      await openRoom(page(), frameWords.members)
      await page().getByRole('main').getByText(frameWords.sealedTo(2)).waitFor()
    }
    await b.page().getByText(askWords.mine.done(priya.name, what)).waitFor()
    await keepPicture(b.page(), 'asks done', 'light')
    for (const { page } of [a, b, c]) await openRoom(page(), frameWords.parkingLot)
    await parkTopic(b.page(), 'After she had gone')
    await seesTopic(c.page(), 'After she had gone')
    expect(await topic(a.page(), 'After she had gone').count()).toBe(0)
    expect(world.errors()).toEqual([])
  })
})
