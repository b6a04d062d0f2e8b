import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  askWords,
  computerWords,
  doorWords,
  frameWords,
  sealingWords,
} from '#renderer/words/index.ts'
import {
  closeDialog,
  codeForComputer,
  type Computer,
  foundForum,
  invite,
  isOpen,
  knockAsComputer,
  letIn,
  openCard,
  openRoom,
  parkTopic,
  readSixWords,
  seesTopic,
  startWorld,
  typeComputerWords,
  type World,
} from '#tests/support/flows/index.ts'
import { findingsInEveryLook } from './axe.ts'

const ingrid = { name: 'Ingrid Solheim', passphrase: 'four unrelated words here' }
const tomas = { name: 'Tomás Arrieta', passphrase: 'five other unrelated words' }
const priya = { name: 'Priya Raman', passphrase: 'quite another set of words' }
/** Three looks a screen on a small machine take their time. Never a measure. */
const slow = 90_000

let world: World
let relayUrl: string
let a: Computer
let b: Computer

async function computer(name: string): Promise<Computer> {
  const made = await world.computer(name, relayUrl, 'chromium')
  made.page().setDefaultTimeout(slow)
  return made
}

beforeAll(async () => {
  world = await startWorld({ namespaces: false })
  relayUrl = (await world.relay()).url
  a = await computer('a')
  b = await computer('b')
  await foundForum(a.page(), ingrid, 'Meridian Forum')
  await openRoom(a.page(), frameWords.parkingLot)
  await parkTopic(a.page(), 'Before it all')
  await letIn(a.page(), b.page(), tomas)
})
afterAll(() => world.end())

/** Goes somewhere, looks, and says what was found. */
async function check(page: Page, where: string): Promise<void> {
  expect(await findingsInEveryLook(page, where)).toEqual([])
}

describe('axe finds nothing, and pictures are kept', () => {
  test('while a computer is added', async () => {
    const laptop = (await computer('laptop')).page()
    const invitation = await invite(a.page())
    await closeDialog(a.page())
    await check(laptop, 'door with its four ways')
    await laptop.getByRole('button', { name: doorWords.addAction }).click()
    await laptop.getByLabel(doorWords.typeCode.add.label).fill(invitation)
    await laptop.getByRole('button', { name: doorWords.codeNext }).click()
    await laptop.locator('[data-invalid]').first().waitFor()
    await check(laptop, 'an invitation in the place of a code')
    await laptop.getByRole('button', { name: doorWords.back }).click()
    const code = await codeForComputer(a.page(), ingrid.name)
    await check(a.page(), 'a code for another computer')
    await knockAsComputer(laptop, priya.passphrase, code)
    const words = await readSixWords(laptop)
    await check(laptop, 'six words to type on the other computer')
    await a.page().getByLabel(computerWords.add.compare.field).waitFor()
    await check(a.page(), 'typing the words of the other computer')
    await typeComputerWords(a.page(), words)
    await laptop.getByRole('button', { name: doorWords.becomesYes }).waitFor()
    await check(laptop, 'what this computer becomes')
    await check(a.page(), 'waiting for the yes on the other computer')
    await laptop.getByRole('button', { name: doorWords.becomesYes }).click()
    await isOpen(laptop)
    await a.page().getByText(computerWords.add.admitted('')).waitFor()
    await check(a.page(), 'the other computer is in')
    await closeDialog(a.page())
  })

  test('while a member comes back by two members’ word', async () => {
    const lost = await computer('lost')
    await letIn(a.page(), lost.page(), priya)
    // Her name is hers to write, and has come once it stands in the list.
    await openRoom(a.page(), frameWords.members)
    await a.page().getByRole('button', { name: priya.name }).waitFor()
    await lost.kill()
    await openCard(a.page(), priya.name)
    await check(a.page(), 'a member who may be let back')
    await a
      .page()
      .getByRole('button', { name: computerWords.return.action(priya.name) })
      .click()
    const code = (await a.page().getByTestId('invitation-code').textContent()) ?? ''
    await check(a.page(), 'a code to come back')
    const page = (await computer('back')).page()
    await page.getByRole('button', { name: doorWords.backAction }).click()
    await check(page, 'ways to come back')
    await page.getByRole('button', { name: doorWords.backByTwo }).click()
    await page.getByLabel(doorWords.typeCode.return.label).fill(code)
    await check(page, 'the code to come back is typed')
    await page.getByRole('button', { name: doorWords.codeNext }).click()
    await page.getByLabel(doorWords.passphrase).fill(priya.passphrase)
    await page.getByLabel(doorWords.repeat).fill(priya.passphrase)
    await page.getByRole('button', { name: doorWords.join }).click()
    const words = await readSixWords(page)
    const { field, letIn: matched } = computerWords.return.compare
    await a.page().getByLabel(field).fill(words.join(' '))
    await check(a.page(), 'typing the words of who comes back')
    await a.page().getByRole('button', { name: matched }).click()
    await page.getByRole('button', { name: doorWords.becomesYes }).waitFor()
    await check(page, 'with this computer somebody comes back')
    await page.getByRole('button', { name: doorWords.becomesYes }).click()
    await page.getByText(doorWords.settling.return).waitFor()
    await check(page, 'waiting for the others')
    await a.page().getByLabel(askWords.whom).waitFor()
    await check(a.page(), 'asking a second member about a return')
    await a.page().getByRole('button', { name: askWords.whom }).click()
    await a.page().getByRole('option', { name: tomas.name }).click()
    await a
      .page()
      .getByRole('button', { name: askWords.ask(tomas.name) })
      .click()
    await a.page().getByText(computerWords.return.waitsFor(tomas.name)).waitFor()
    await openRoom(b.page(), frameWords.members)
    await b.page().getByRole('button', { name: askWords.agree, exact: true }).click()
    await a.page().getByText(computerWords.return.admitted(priya.name)).waitFor()
    await check(a.page(), 'two let somebody come back')
    await closeDialog(a.page())
    // A second member writes something, and so more than half know.
    await openRoom(b.page(), frameWords.members)
    await b.page().getByRole('button', { name: sealingWords.renew }).click()
    await isOpen(page)
    await openRoom(page, frameWords.parkingLot)
    await seesTopic(page, 'Before it all')
    expect(world.errors()).toEqual([])
  })
})
