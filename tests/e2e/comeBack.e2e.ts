import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  doorWords,
  frameWords,
  homeWords,
  lockingWords,
  memberWords,
  partingWords,
} from '#renderer/words/index.ts'
import {
  askToComeBack,
  closeDialog,
  type Computer,
  foundForum,
  isOpen,
  letIn,
  lock,
  makeRecoverySheet,
  openRoom,
  openSettings,
  parkTopic,
  rehearseRecoverySheet,
  says,
  seesTopic,
  startWorld,
  tryRecoveryKey,
  typeSheet,
  unlock,
  type World,
} from '#tests/support/flows/index.ts'

const ingrid = { name: 'Ingrid Solheim', passphrase: 'four unrelated words here' }
const tomas = { name: 'Tomás Ferreira', passphrase: 'five other unrelated words' }
const fresh = 'quite another set of words'
const later = 'and here is the fourth one'

let world: World
let a: Computer
let b: Computer
let c: Computer
let sheet: string

beforeAll(async () => {
  world = await startWorld({ namespaces: false })
  const relay = await world.relay()
  a = await world.computer('a', relay.url)
  b = await world.computer('b', relay.url)
  await foundForum(a.page(), ingrid, 'Meridian')
  await letIn(a.page(), b.page(), tomas)
  await openRoom(b.page(), frameWords.parkingLot)
  await parkTopic(b.page(), 'Before the loss')
  await openRoom(a.page(), frameWords.parkingLot)
  await seesTopic(a.page(), 'Before the loss')
})
afterAll(() => world.end())

/** Looks on Tomás' card at how many computers he has. */
async function hasComputers(computer: Computer, count: number): Promise<void> {
  const page = computer.page()
  await openRoom(page, memberWords.title)
  await page.getByRole('button', { name: tomas.name }).click()
  await page.getByRole('dialog').getByText(partingWords.computers(count)).waitFor()
  await closeDialog(page)
}

describe('A printed sheet', () => {
  test('is rehearsed with both its parts, and Settings says that it counts', async () => {
    await openSettings(b.page())
    sheet = await makeRecoverySheet(b.page())
    expect(sheet.split('\n')).toHaveLength(2)
    await rehearseRecoverySheet(b.page(), sheet)
    await b.page().getByText(lockingWords.recoveryDone(Date.now())).waitFor()
    await openRoom(b.page(), frameWords.parkingLot)
    await parkTopic(b.page(), 'After printing')
    await seesTopic(a.page(), 'After printing')
  })

  test('brings its owner back on a new computer, whose relay was another one', async () => {
    await b.kill()
    rmSync(b.profileDir, { recursive: true })
    c = await world.computer('c', 'ws://127.0.0.1:9')
    await typeSheet(
      c.page(),
      sheet.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    )
    await says(c.page(), 'recovery-kit-malformed')
    await c.page().getByLabel(doorWords.sheetField).fill(sheet.toLowerCase().replaceAll('-', ' '))
    await c.page().getByRole('button', { name: doorWords.sheetNext }).click()
    await askToComeBack(c.page(), fresh)
    await isOpen(c.page())
    await openRoom(c.page(), frameWords.parkingLot)
    await seesTopic(c.page(), 'Before the loss')
    await seesTopic(c.page(), 'After printing')
    await parkTopic(c.page(), 'From the new one')
    await seesTopic(a.page(), 'From the new one')
    await hasComputers(a, 2)
  })

  test('lets the lost computer be taken out', async () => {
    await c.page().getByRole('link', { name: frameWords.home, exact: true }).click()
    await c.page().getByText(homeWords.lostTitle(1)).waitFor()
    await c.page().getByRole('button', { name: homeWords.lostTakeOut }).click()
    await c.page().getByText(homeWords.lostTitle(1)).waitFor({ state: 'hidden' })
    await hasComputers(c, 1)
    await hasComputers(a, 1)
  })

  test('opens the new computer too, when its passphrase is forgotten', async () => {
    await lock(c.page())
    await unlock(c.page(), fresh)
    await openSettings(c.page())
    await c.page().getByText(lockingWords.recoveryDone(Date.now())).waitFor()
    await lock(c.page())
    await c.page().getByRole('button', { name: doorWords.lost }).click()
    await tryRecoveryKey(c.page(), sheet)
    await c.page().getByLabel(doorWords.passphrase).fill(later)
    await c.page().getByLabel(doorWords.repeat).fill(later)
    await c.page().getByRole('button', { name: doorWords.newOpen }).click()
    await isOpen(c.page())
    await openRoom(c.page(), frameWords.parkingLot)
    await seesTopic(c.page(), 'From the new one')
  })

  test('that was replaced says so at the door', async () => {
    await openSettings(c.page())
    await makeRecoverySheet(c.page(), true)
    await c.page().getByRole('button', { name: lockingWords.written }).click()
    await closeDialog(c.page())
    await openRoom(c.page(), frameWords.parkingLot)
    await parkTopic(c.page(), 'With a newer sheet')
    await seesTopicOnA('With a newer sheet')
    const d = await world.computer('d', 'ws://127.0.0.1:9')
    await typeSheet(d.page(), sheet)
    await askToComeBack(d.page(), fresh)
    await says(d.page(), 'recovery-key-replaced')
    expect(world.errors()).toEqual([])
  })
})

async function seesTopicOnA(title: string): Promise<void> {
  await openRoom(a.page(), frameWords.parkingLot)
  await seesTopic(a.page(), title)
}
