import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agendaWords, frameWords, lotWords } from '#renderer/words/index.ts'
import {
  addAgendaItem,
  agendaTitles,
  type Computer,
  foundForum,
  letIn,
  lock,
  openRoom,
  parkTopic,
  patience,
  readAgenda,
  seesTopic,
  startWorld,
  unlock,
  type World,
} from '#tests/support/flows/index.ts'

const ingrid = { name: 'Ingrid Solheim', passphrase: 'four unrelated words here' }
const tomas = { name: 'Tomás Arrieta', passphrase: 'five other unrelated words' }
const poll = { timeout: patience }

let world: World
let a: Computer
let b: Computer

beforeAll(async () => {
  world = await startWorld({ namespaces: true })
  const relay = await world.relay()
  a = await world.computer('a', relay.url)
  b = await world.computer('b', relay.url)
  await foundForum(a.page(), ingrid, 'Meridian Forum')
  await letIn(a.page(), b.page(), tomas)
})
afterAll(() => world.end())

describe('Two desktops in one forum', () => {
  test('know the forum and each other by name', async () => {
    for (const page of [a.page(), b.page()]) {
      await openRoom(page, frameWords.members)
      await page.getByText('Meridian Forum').waitFor()
      await page.getByText(ingrid.name).first().waitFor()
      await page.getByText(tomas.name).first().waitFor()
    }
  })

  test('exchange a sealed topic in both directions', async () => {
    await openRoom(a.page(), frameWords.parkingLot)
    await openRoom(b.page(), frameWords.parkingLot)
    await parkTopic(a.page(), 'Bank covenant test in the autumn')
    await seesTopic(b.page(), 'Bank covenant test in the autumn')
    await parkTopic(b.page(), 'A successor for the plant')
    await seesTopic(a.page(), 'A successor for the plant')
  })

  test('show each other’s initials where both are', async () => {
    const seen = a.page().getByRole('button', { name: `${frameWords.here}: ${tomas.name}` })
    await seen.waitFor()
    expect(await seen.textContent()).toBe('TA')
    await b
      .page()
      .getByRole('button', { name: `${frameWords.here}: ${ingrid.name}` })
      .waitFor()
  })

  test('edit one title together, and both texts merge', async () => {
    await openRoom(a.page(), frameWords.agenda)
    await addAgendaItem(a.page(), 'one two')
    await openRoom(b.page(), frameWords.agenda)
    await expect.poll(() => readAgenda(b.page()), poll).toEqual(['one two'])
    const [mine, theirs] = [agendaTitles(a.page()).first(), agendaTitles(b.page()).first()]
    await mine.click()
    await theirs.click()
    await a.page().keyboard.press('Home')
    await b.page().keyboard.press('End')
    await Promise.all([
      mine.pressSequentially('zero '),
      theirs.pressSequentially(' three four five six'),
    ])
    const merged = ['zero one two three four five six']
    await expect.poll(() => readAgenda(a.page()), poll).toEqual(merged)
    await expect.poll(() => readAgenda(b.page()), poll).toEqual(merged)
  })

  test('see where the other writes in the same title, and only there', async () => {
    const [mine, theirs] = [agendaTitles(a.page()).first(), agendaTitles(b.page()).first()]
    const row = a.page().getByRole('row').first()
    const name = row.getByText(tomas.name, { exact: true })
    // The copy's letters before the caret, as its place is nothing but where they end.
    const before = () =>
      name.evaluate((element) => element.closest('[aria-hidden]')?.firstChild?.textContent)
    await a.page().getByRole('heading', { level: 1 }).click()
    await theirs.click()
    await b.page().keyboard.press('Control+Home')
    for (const _ of 'zero') await b.page().keyboard.press('ArrowRight')
    await name.waitFor()
    await expect.poll(before, poll).toBe('zero')

    // It stays before its letter while others write in front of it, and moves as its owner writes.
    await mine.click()
    await a.page().keyboard.press('Control+Home')
    await a.page().keyboard.type('>>')
    await expect.poll(before, poll).toBe('>>zero')
    await b.page().keyboard.type('!')
    await expect.poll(before, poll).toBe('>>zero!')
    const caretX = () =>
      name.evaluate((element) => element.parentElement?.getBoundingClientRect().x ?? 0)
    const x = await caretX()
    const field = await mine.boundingBox()
    expect(x).toBeGreaterThan(field?.x ?? Number.POSITIVE_INFINITY)
    expect(x).toBeLessThan((field?.x ?? 0) + (field?.width ?? 0))

    const scrolls = (element: Element) => element.scrollHeight > element.clientHeight + 1
    expect(await mine.evaluate(scrolls)).toBe(false)

    // The name goes by itself and the caret stays, until its owner leaves the text.
    await expect
      .poll(() => name.evaluate((element) => getComputedStyle(element).opacity), poll)
      .toBe('0')
    await b.page().keyboard.press('Backspace')
    await mine.press('Control+Home')
    for (const _ of '>>') await mine.press('Delete')
    await expect.poll(() => readAgenda(b.page()), poll).toContain(await mine.inputValue())
    await b.page().keyboard.press('Tab')
    await name.waitFor({ state: 'detached' })
  })

  test('see an item that the other moved with Alt and an arrow', async () => {
    await addAgendaItem(a.page(), 'second')
    await addAgendaItem(a.page(), 'third')
    const before = await readAgenda(a.page())
    await expect.poll(() => readAgenda(b.page()), poll).toEqual(before)
    await agendaTitles(b.page()).nth(2).focus()
    await b.page().keyboard.press('Alt+ArrowUp')
    const after = [before[0], 'third', 'second']
    await expect.poll(() => readAgenda(b.page()), poll).toEqual(after)
    await expect.poll(() => readAgenda(a.page()), poll).toEqual(after)
    await b
      .page()
      .getByText(agendaWords.moved('third', 2, 3))
      .waitFor({ state: 'attached' })
  })

  test('keep everything through lock and unlock', async () => {
    const before = await readAgenda(a.page())
    await lock(a.page())
    await unlock(a.page(), ingrid.passphrase)
    await openRoom(a.page(), frameWords.agenda)
    await expect.poll(() => readAgenda(a.page()), poll).toEqual(before)
    await openRoom(a.page(), lotWords.title)
    await seesTopic(a.page(), 'A successor for the plant')
  })

  test('keep what was shown and exchanged when one is killed right after', async () => {
    await openRoom(b.page(), frameWords.parkingLot)
    await parkTopic(a.page(), 'Written a moment ago')
    await seesTopic(b.page(), 'Written a moment ago')
    await a.kill()
    await unlock(await a.start(), ingrid.passphrase)
    await openRoom(a.page(), frameWords.parkingLot)
    await seesTopic(a.page(), 'Written a moment ago')
    await parkTopic(a.page(), 'And going on')
    await seesTopic(b.page(), 'And going on')
  })

  test('raise no error that nobody sees', () => {
    expect(world.errors()).toEqual([])
  })
})
