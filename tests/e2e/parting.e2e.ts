import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  frameWords,
  lostTouchWords,
  lotWords,
  memberWords,
  partingWords,
  sentenceFor,
  whoSeesWords,
} from '#renderer/words/index.ts'
import {
  type Computer,
  foundForum,
  letIn,
  openRoom,
  parkTopic,
  patience,
  seesTopic,
  startWorld,
  topic,
  unlock,
  type World,
} from '#tests/support/flows/index.ts'
import type { Page } from 'playwright'

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

async function openCard(page: Page, name: string): Promise<void> {
  await openRoom(page, frameWords.members)
  await page
    .getByRole('list', { name: memberWords.listTitle })
    .getByRole('button', { name })
    .click()
  await page.getByRole('dialog', { name }).waitFor()
}

describe('Who goes', () => {
  test('all computers hold the newest keys, and the screen says so by number', async () => {
    for (const { page } of [a, b, c]) {
      await openRoom(page(), frameWords.members)
      await page().getByRole('main').getByText(frameWords.sealedTo(3)).waitFor()
    }
  })

  test('only a moderator is offered to remove somebody', async () => {
    await openCard(b.page(), priya.name)
    expect(await b.page().getByRole('button', { name: partingWords.removeAction }).count()).toBe(0)
    await b.page().keyboard.press('Escape')
    await openCard(a.page(), priya.name)
    await a.page().getByRole('button', { name: partingWords.removeAction }).waitFor()
    await a.page().keyboard.press('Escape')
  })

  test('gives a computer that has lost touch a return code, which that one takes', async () => {
    await openCard(a.page(), tomas.name)
    await a.page().getByRole('button', { name: lostTouchWords.give }).click()
    await a.page().getByRole('button', { name: lostTouchWords.make }).click()
    const code = await a.page().getByTestId('invitation-code').textContent()
    await a.page().keyboard.press('Escape')
    for (const { page } of [c, b]) {
      await openRoom(page(), frameWords.settings)
      await page()
        .getByLabel(lostTouchWords.code)
        .fill(code ?? '')
      await page().getByRole('button', { name: lostTouchWords.use }).click()
    }
    await b.page().getByText(lostTouchWords.found).waitFor()
    // It is not for Priya's computer.
    await c
      .page()
      .getByText(sentenceFor({ code: 'return-code-empty' }))
      .waitFor()
  })

  test('is told what ends and what stays, and going back changes nothing', async () => {
    await openCard(a.page(), priya.name)
    await a.page().getByRole('button', { name: partingWords.removeAction }).click()
    const asked = a.page().getByRole('alertdialog')
    for (const sentence of [...partingWords.removingText.ends, ...partingWords.removingText.stays])
      await asked.getByText(sentence).waitFor()
    await asked.getByRole('button', { name: partingWords.keep }).click()
    await a.page().keyboard.press('Escape')
    expect(
      await a
        .page()
        .getByRole('list', { name: memberWords.listTitle })
        .getByRole('listitem')
        .count(),
    ).toBe(3)
  })

  test('is out at once: the others go on, and nothing of it is opened', async () => {
    await openRoom(c.page(), frameWords.parkingLot)
    await parkTopic(c.page(), 'Before it was over')
    await openRoom(a.page(), frameWords.parkingLot)
    await seesTopic(a.page(), 'Before it was over')
    await openCard(a.page(), priya.name)
    await a.page().getByRole('button', { name: partingWords.removeAction }).click()
    await a.page().getByRole('button', { name: partingWords.remove, exact: true }).click()
    for (const { page } of [a, b]) {
      await openRoom(page(), frameWords.members)
      await page().getByRole('main').getByText(frameWords.sealedTo(2)).waitFor()
    }
    await c.page().getByText(partingWords.endedTitle.removed).waitFor()
    await openRoom(a.page(), frameWords.parkingLot)
    await openRoom(b.page(), frameWords.parkingLot)
    await parkTopic(a.page(), 'After she had gone')
    await seesTopic(b.page(), 'After she had gone')
    await seesTopic(b.page(), 'Before it was over')
    expect(await topic(c.page(), 'After she had gone').count()).toBe(0)
  })

  test('can write nothing more, and reads what was there, after a restart too', async () => {
    await c.close()
    await unlock(await c.start(), priya.passphrase)
    const page = c.page()
    await page.getByText(partingWords.endedTitle.removed).waitFor()
    await openRoom(page, frameWords.parkingLot)
    await seesTopic(page, 'Before it was over')
    await page.keyboard.press('p')
    await page.getByLabel(lotWords.topicTitle).fill('Still here')
    await page.keyboard.press('Enter')
    await page.locator('[data-invalid]').first().waitFor()
    await page.keyboard.press('Escape')
    expect(await topic(page, 'Still here').count()).toBe(0)
  })

  test('“Who can see what” names those who are left', async () => {
    await openRoom(a.page(), whoSeesWords.title)
    const table = a.page().getByRole('table', { name: whoSeesWords.sharedTitle })
    await table.getByText(tomas.name).first().waitFor()
    expect(await table.getByText(priya.name).count()).toBe(0)
  })

  test('makes new keys on demand, and both computers take them', async () => {
    await openRoom(a.page(), frameWords.members)
    await a.page().getByRole('button', { name: 'Make new keys now' }).click()
    for (const { page } of [a, b]) {
      await openRoom(page(), frameWords.members)
      await page().getByRole('main').getByText(frameWords.sealedTo(2)).waitFor()
    }
  })

  test('may leave by oneself, and the one who stays makes new keys', async () => {
    await openCard(b.page(), tomas.name)
    await b.page().getByRole('button', { name: partingWords.leaveAction }).click()
    await b.page().getByRole('button', { name: partingWords.leave, exact: true }).click()
    await b.page().getByText(partingWords.endedTitle.left).waitFor()
    await expect
      .poll(
        () =>
          a.page().getByRole('list', { name: memberWords.listTitle }).getByRole('listitem').count(),
        poll,
      )
      .toBe(1)
    await a.page().getByRole('main').getByText(frameWords.sealedTo(1)).waitFor()
    expect(world.errors()).toEqual([])
  })
})
