import type { RelayChild } from '#tests/support/relayChild/index.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { computerWords, doorWords, frameWords, partingWords } from '#renderer/words/index.ts'
import {
  closeDialog,
  codeForComputer,
  type Computer,
  foundForum,
  invite,
  isOpen,
  knockAsComputer,
  openCard,
  openRoom,
  parkTopic,
  readSixWords,
  says,
  seesTopic,
  startWorld,
  typeComputerWords,
  unlock,
  type World,
} from '#tests/support/flows/index.ts'

const ingrid = { name: 'Ingrid Solheim', passphrase: 'four unrelated words here' }
const passphrase = 'quite another set of words'

let world: World
let relay: RelayChild
let desk: Computer
let laptop: Computer

beforeAll(async () => {
  world = await startWorld({ namespaces: true })
  relay = await world.relay()
  desk = await world.computer('desk', relay.url)
  laptop = await world.computer('laptop', relay.url)
  await foundForum(desk.page(), ingrid, 'Meridian Forum')
  await openRoom(desk.page(), frameWords.parkingLot)
  await parkTopic(desk.page(), 'Before the laptop')
})
afterAll(() => world.end())

describe('A second computer', () => {
  test('is told where an invitation belongs that was typed in its place', async () => {
    const code = await invite(desk.page())
    await closeDialog(desk.page())
    const page = laptop.page()
    await page.getByRole('button', { name: doorWords.addAction }).click()
    await page.getByLabel(doorWords.typeCode.add.label).fill(code)
    await page.getByRole('button', { name: doorWords.codeNext }).click()
    await says(page, 'code-is-invitation')
    await page.getByRole('button', { name: doorWords.back }).click()
  })

  test('comes in by a code, six words and a yes, and has the whole forum', async () => {
    const code = await codeForComputer(desk.page(), ingrid.name)
    const page = laptop.page()
    await knockAsComputer(page, passphrase, code)
    await typeComputerWords(desk.page(), await readSixWords(page))
    await page.getByText('becomes Ingrid Solheim’s second computer in Meridian Forum').waitFor()
    await page.getByRole('button', { name: doorWords.becomesYes }).click()
    await isOpen(page)
    await desk.page().getByText(computerWords.add.admitted('')).waitFor()
    await closeDialog(desk.page())
    await openRoom(page, frameWords.parkingLot)
    await seesTopic(page, 'Before the laptop')
    await parkTopic(page, 'From the laptop')
    await openRoom(desk.page(), frameWords.parkingLot)
    await seesTopic(desk.page(), 'From the laptop')
  })

  test('opens with its own passphrase, and the member’s card counts two', async () => {
    await laptop.close()
    await unlock(await laptop.start(), passphrase)
    const page = laptop.page()
    await openCard(page, ingrid.name)
    await page.getByRole('dialog').getByText(partingWords.computers(2)).waitFor()
    await page.getByRole('button', { name: computerWords.add.action }).waitFor()
    await closeDialog(page)
    await page.getByRole('main').getByText(frameWords.sealedTo(1)).waitFor()
    expect(world.errors()).toEqual([])
  })

  test('whose window is closed while it waits goes on when it is opened again', async () => {
    const third = await world.computer('third', relay.url)
    const code = await codeForComputer(laptop.page(), ingrid.name)
    await knockAsComputer(third.page(), passphrase, code)
    await typeComputerWords(laptop.page(), await readSixWords(third.page()))
    await third.page().getByRole('button', { name: doorWords.becomesYes }).waitFor()
    await laptop.kill()
    await third.page().getByRole('button', { name: doorWords.becomesYes }).click()
    await third.page().getByText(doorWords.settling.add).waitFor()
    await third.kill()
    await unlock(await laptop.start(), passphrase)
    const page = await third.start()
    await page.getByLabel(doorWords.passphrase).fill(passphrase)
    await page.getByRole('button', { name: doorWords.unlock, exact: true }).click()
    await isOpen(page)
    await openRoom(page, frameWords.parkingLot)
    await seesTopic(page, 'From the laptop')
    expect(world.errors()).toEqual([])
  })
})
