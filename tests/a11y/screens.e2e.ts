import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  agendaWords,
  doorWords,
  finderWords,
  frameWords,
  lostTouchWords,
  lotWords,
  memberWords,
  partingWords,
  relayWords,
  shortcutWords,
  whoSeesWords,
} from '#renderer/words/index.ts'
import {
  addAgendaItem,
  closeDialog,
  type Computer,
  foundForum,
  letIn,
  lock,
  openRoom,
  parkTopic,
  startWorld,
  type World,
} from '#tests/support/flows/index.ts'
import { findingsInEveryLook } from './axe.ts'

/** Three looks a screen on a small machine take their time. Never a measure. */
const slow = 90_000

let world: World
let ingrid: Computer
let tomas: Computer

beforeAll(async () => {
  world = await startWorld({ namespaces: false })
  const relay = await world.relay()
  ingrid = await world.computer('ingrid', relay.url, 'chromium')
  tomas = await world.computer('tomas', relay.url, 'chromium')
  for (const computer of [ingrid, tomas]) computer.page().setDefaultTimeout(slow)
})
afterAll(() => world.end())

/** Goes somewhere, looks, and says what was found. */
async function check(page: Page, where: string): Promise<void> {
  expect(await findingsInEveryLook(page, where)).toEqual([])
}

describe('axe finds nothing, in light, dark and forced colours', () => {
  test('at the door', async () => {
    const page = ingrid.page()
    await page.getByRole('button', { name: doorWords.startAction }).waitFor()
    await check(page, 'door')
    await page.getByRole('button', { name: doorWords.startAction }).click()
    await check(page, 'start a forum')
    await page.getByRole('button', { name: doorWords.found }).click()
    await page.getByText(doorWords.forumNameEmpty).waitFor()
    await check(page, 'start a forum, nothing typed')
    await page.getByRole('button', { name: doorWords.back }).click()
    await page.getByRole('button', { name: doorWords.joinAction }).click()
    await page.getByLabel(doorWords.code).fill('not an invitation')
    await page.getByRole('button', { name: doorWords.codeNext }).click()
    await page.locator('[data-invalid]').first().waitFor()
    await check(page, 'an invitation that is none')
    await page.getByRole('button', { name: doorWords.back }).click()
  })

  test('in an empty forum', async () => {
    const page = ingrid.page()
    await foundForum(
      page,
      { name: 'Ingrid Solheim', passphrase: 'four unrelated words here' },
      'שלום',
    )
    await check(page, 'home, empty')
    await openRoom(page, frameWords.agenda)
    await check(page, 'agenda, empty')
    await openRoom(page, frameWords.parkingLot)
    await check(page, 'parking lot, empty')
  })

  test('while somebody comes in', async () => {
    const page = ingrid.page()
    await openRoom(page, frameWords.members)
    await page.getByRole('button', { name: memberWords.invite }).click()
    await page.getByTestId('invitation-code').waitFor()
    await check(page, 'an invitation')
    await closeDialog(page)
    await letIn(page, tomas.page(), {
      name: 'Tomás Arrieta',
      passphrase: 'five other unrelated words',
    })
    await check(page, 'members')
    await page
      .getByRole('list', { name: memberWords.listTitle })
      .getByRole('button', { name: 'Tomás Arrieta' })
      .click()
    await page.getByRole('button', { name: partingWords.removeAction }).waitFor()
    await check(page, 'a member')
    await page.getByRole('button', { name: lostTouchWords.give }).click()
    await page.getByRole('button', { name: lostTouchWords.make }).click()
    await page.getByTestId('invitation-code').waitFor()
    await check(page, 'a return code')
    await closeDialog(page)
    await page
      .getByRole('list', { name: memberWords.listTitle })
      .getByRole('button', { name: 'Tomás Arrieta' })
      .click()
    await page.getByRole('button', { name: partingWords.removeAction }).click()
    await page.getByRole('alertdialog').waitFor()
    await check(page, 'removing somebody')
    await page.getByRole('alertdialog').getByRole('button', { name: partingWords.keep }).click()
    await closeDialog(page)
    await openRoom(page, whoSeesWords.title)
    await check(page, 'who can see what')
  })

  test('in every room and window', async () => {
    const page = ingrid.page()
    await openRoom(page, frameWords.agenda)
    await addAgendaItem(page, 'Updates')
    await addAgendaItem(page, 'Break')
    await page.getByLabel(agendaWords.date).fill('2026-12-09')
    await page.getByLabel(agendaWords.start).fill('13:00')
    await check(page, 'agenda')
    // Out of the field: a letter that somebody types is no shortcut.
    await page.getByRole('heading', { level: 1 }).focus()
    await parkTopic(page, 'Bank covenant test')
    await check(page, 'agenda with a short message')
    await openRoom(page, frameWords.parkingLot)
    await page.getByRole('main').getByRole('button', { name: 'Bank covenant test' }).first().click()
    await page.getByRole('radiogroup', { name: lotWords.importance }).getByText('9').click()
    await check(page, 'topic')
    await closeDialog(page)
    await check(page, 'parking lot')
    await page.keyboard.press('p')
    await check(page, 'park a topic')
    await closeDialog(page)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: shortcutWords.title }).waitFor()
    await check(page, 'keys')
    await closeDialog(page)
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: finderWords.label }).waitFor()
    await page.keyboard.type('ba')
    await check(page, 'finder')
    await closeDialog(page)
    await openRoom(page, frameWords.relay)
    await page.getByText(relayWords.knows).waitFor()
    await check(page, 'what the relay sees')
    await openRoom(page, frameWords.settings)
    await check(page, 'settings')
    await page.keyboard.press('Alt+1')
    await page.getByText('Good ').first().waitFor()
    await check(page, 'home')
    await lock(page)
    await check(page, 'locked')
  })
})

describe('the keyboard alone', () => {
  let page: Page

  /** Presses Tab until something with this role and name has the focus. */
  async function tabTo(role: string, name: string): Promise<void> {
    const wanted = page.getByRole(role as 'button', { name, exact: true }).first()
    await wanted.waitFor()
    for (let presses = 0; presses < 60; presses++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    const stuck = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
    throw new Error(`Tab never came to the ${role} “${name}”, but to ${stuck}`)
  }

  test('founds a forum', async () => {
    const relay = await world.relay('second')
    const computer = await world.computer('margit', relay.url, 'chromium')
    page = computer.page()
    page.setDefaultTimeout(slow)
    await tabTo('button', doorWords.startAction)
    await page.keyboard.press('Enter')
    await page.getByLabel(doorWords.forumName).waitFor()
    await page.keyboard.type('Meridian Forum')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Margit Lenz')
    await page.keyboard.press('Tab')
    await page.keyboard.type('four unrelated words here')
    await page.keyboard.press('Tab')
    await page.keyboard.type('four unrelated words here')
    await page.keyboard.press('Enter')
    await page.getByRole('navigation', { name: frameWords.rooms }).waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.tagName), { timeout: slow })
      .toBe('H1')
  })

  test('adds items to the agenda and moves one', async () => {
    await page.keyboard.press('Alt+2')
    await tabTo('button', agendaWords.add)
    await page.keyboard.press('Enter')
    await page.locator('textarea:focus').waitFor()
    await page.keyboard.type('First')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('textarea:focus').inputValue(), { timeout: slow }).toBe('')
    await page.keyboard.type('Second')
    await page.keyboard.press('Alt+ArrowUp')
    const titles = page.getByRole('textbox', { name: agendaWords.item, exact: true })
    const read = async () => Promise.all((await titles.all()).map((title) => title.inputValue()))
    await expect.poll(read, { timeout: slow }).toEqual(['Second', 'First'])
    await page.keyboard.press('Escape')
    await page.locator('[role="row"]:focus').waitFor()
  })

  test('parks a topic from where it is and weighs it', async () => {
    await page.keyboard.press('p')
    await page.getByRole('dialog', { name: lotWords.park }).waitFor()
    await page.keyboard.type('A successor for the plant')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.locator('[role="row"]:focus').waitFor()
    await page.keyboard.press('Alt+3')
    await tabTo('button', 'A successor for the plant')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: lotWords.editTitle, exact: true }).waitFor()
    for (let presses = 0; presses < 6; presses++) {
      if ((await page.locator('input[type=radio]:focus').count()) > 0) break
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('8')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    await expect.poll(focused, { timeout: slow }).toBe('A successor for the plant')
    await page
      .getByRole('button', {
        name: lotWords.described('A successor for the plant', lotWords.you, 8, 0),
      })
      .waitFor()
  })

  test('finds a topic by a part of its name', async () => {
    await page.keyboard.press('Alt+1')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: finderWords.label }).waitFor()
    await page.keyboard.type('succ')
    await page.getByRole('menuitem', { name: 'A successor for the plant' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: finderWords.label }).waitFor({ state: 'hidden' })
    await page.getByRole('dialog', { name: lotWords.editTitle, exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  test('locks and unlocks', async () => {
    await page.keyboard.press('Control+l')
    await page.getByRole('heading', { name: doorWords.unlockTitle }).waitFor()
    await page.keyboard.type('not the passphrase')
    await page.keyboard.press('Enter')
    await page.locator('[data-invalid]').first().waitFor()
    await page.keyboard.type('four unrelated words here')
    await page.keyboard.press('Enter')
    await page.getByRole('navigation', { name: frameWords.rooms }).waitFor()
    expect(world.errors()).toEqual([])
  })
})
