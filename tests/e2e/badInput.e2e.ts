import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Relay, type RelayLimits, startRelay } from '#main/relay/index.ts'
import {
  agendaWords,
  doorWords,
  frameWords,
  lotWords,
  memberWords,
  relayWords,
  sentenceFor,
} from '#renderer/words/index.ts'
import { invariant } from '#shared/result.ts'
import { runDesktop } from '#tests/support/desktop/index.ts'
import {
  agendaTitles,
  closeDialog,
  type Computer,
  foundForum,
  goIn,
  invite,
  isOpen,
  knock,
  lock,
  openRoom,
  parkTopic,
  pasteInvitation,
  patience,
  readSixWords,
  says,
  seesTopic,
  startWorld,
  tryPassphrase,
  typeSixWords,
  unlock,
  type World,
} from '#tests/support/flows/index.ts'
import { type RubbishRelay, startRubbishRelay } from '#tests/support/rubbishRelay.ts'

const layla = { name: 'ليلى الحسن', passphrase: 'four unrelated words here' }
const liMing = { name: '李明 👩‍👩‍👧‍👧', passphrase: 'five other unrelated words' }
const third = { name: 'Zoë Ångström-Ñúñez', passphrase: 'quite another set of words' }
const forumName = '子午线 🌱 منتدى'
const poll = { timeout: patience }
const week = 7 * 24 * 60 * 60 * 1000

let world: World
let relay: Relay
/** Has founded the forum. */
let a: Computer
/** Comes in during the tests. */
let b: Computer
/** Never gets in. */
let c: Computer
let usedCode: string

beforeAll(async () => {
  world = await startWorld({ namespaces: false })
  relay = await openRelay()
  a = await world.computer('a', relay.url)
  b = await world.computer('b', relay.url)
  c = await world.computer('c', relay.url)
  await foundForum(a.page(), layla, forumName)
})
afterAll(async () => {
  await world.end()
  await relay.stop()
})

/** Opens the relay on its folder, always on the same port. */
async function openRelay(port = 0, limits: Partial<RelayLimits> = {}): Promise<Relay> {
  const started = await startRelay({ port, data: join(world.folder, 'relay'), limits })
  invariant(started.ok, 'the relay starts')
  return started.value
}

describe('At the door', () => {
  test('half an invitation is not taken, and what was pasted stays', async () => {
    usedCode = await invite(a.page())
    const half = usedCode.slice(0, -6)
    await pasteInvitation(b.page(), half)
    await says(b.page(), 'invitation-malformed')
    expect(await b.page().getByLabel(doorWords.code).inputValue()).toBe(half)
    await b.page().getByRole('button', { name: doorWords.back }).click()
  })

  test('mistyped words let nobody in, and the right ones still do', async () => {
    await knock(b.page(), liMing, usedCode)
    const words = await readSixWords(b.page())
    await typeSixWords(a.page(), [...words.slice(0, 5), 'abandon'])
    await says(a.page(), 'spoken-check-mistyped')
    expect(await b.page().getByTestId('six-words').isVisible()).toBe(true)
    await typeSixWords(a.page(), words)
    await goIn(b.page())
    await closeDialog(a.page())
  })

  test('names in Arabic, Chinese and with emoji are the same on both sides', async () => {
    for (const { page } of [a, b]) {
      await openRoom(page(), frameWords.members)
      for (const { name } of [layla, liMing])
        await page().getByRole('main').getByText(name, { exact: true }).first().waitFor()
      await page().getByText(forumName, { exact: true }).waitFor()
    }
  })

  test('a used invitation lets nobody in', async () => {
    await knock(c.page(), third, usedCode)
    await says(c.page(), 'invitation-used')
    await startAgain(c.page())
    expect(await memberCount(a.page())).toBe(2)
  })

  test('words that were turned down end on both sides, and the invitation with them', async () => {
    const code = await invite(a.page())
    await knock(c.page(), third, code)
    await readSixWords(c.page())
    await a.page().getByRole('button', { name: memberWords.refuse }).click()
    await says(a.page(), 'spoken-check-refused')
    await says(c.page(), 'spoken-check-refused')
    await startAgain(c.page())
    await closeDialog(a.page())
    expect(await memberCount(a.page())).toBe(2)
    await knock(c.page(), third, code)
    await says(c.page(), 'spoken-check-refused')
    await startAgain(c.page())
  })

  test('a wrong passphrase opens nothing, and the right one opens all', async () => {
    await openRoom(a.page(), frameWords.parkingLot)
    await parkTopic(a.page(), 'Behind the passphrase')
    await lock(a.page())
    await tryPassphrase(a.page(), `${layla.passphrase}!`)
    await says(a.page(), 'passphrase-wrong')
    await unlock(a.page(), layla.passphrase)
    await openRoom(a.page(), frameWords.parkingLot)
    await seesTopic(a.page(), 'Behind the passphrase')
  })
})

describe('The relay', () => {
  test('that cannot be reached stops nobody from writing, and is told at the door', async () => {
    await openRoom(b.page(), frameWords.parkingLot)
    const code = await inviteAndClose(a.page())
    await relay.stop()
    await openRoom(a.page(), frameWords.relay)
    await a.page().getByText(frameWords.relayUnreachable, { exact: true }).waitFor()
    await a.page().getByRole('button', { name: relayWords.refresh }).click()
    await says(a.page(), 'relay-unreachable')
    await parkTopic(a.page(), 'Without a relay')
    await knock(c.page(), third, code)
    await says(c.page(), 'relay-unreachable')
    await c.page().getByRole('button', { name: doorWords.giveUp }).click()
    await c.page().getByRole('button', { name: doorWords.joinAction }).waitFor()
    relay = await openRelay(relay.port)
    await seesTopic(b.page(), 'Without a relay')
  })

  test('that is full is told, and what was written goes out when there is room again', async () => {
    await relay.stop()
    relay = await openRelay(relay.port, { mailboxBytes: 1 })
    await openRoom(a.page(), frameWords.parkingLot)
    await parkTopic(a.page(), 'More than fits')
    await says(a.page(), 'mailbox-full')
    await seesTopic(a.page(), 'More than fits')
    await lock(a.page())
    await unlock(a.page(), layla.passphrase)
    await openRoom(a.page(), frameWords.parkingLot)
    await seesTopic(a.page(), 'More than fits')
    await relay.stop()
    relay = await openRelay(relay.port)
    await seesTopic(b.page(), 'More than fits')
    await a
      .page()
      .getByText(sentenceFor({ code: 'mailbox-full' }))
      .waitFor({ state: 'hidden' })
  })

  test('that answers rubbish is named as no relay, and writing goes on', async () => {
    await c.close()
    const rubbish: RubbishRelay = await startRubbishRelay()
    const d = await world.computer('d', rubbish.url)
    const page = d.page()
    await foundForum(page, third, 'Alone')
    await page.getByText(frameWords.relayMalformed, { exact: true }).waitFor()
    await openRoom(page, frameWords.relay)
    await says(page, 'relay-malformed')
    await openRoom(page, frameWords.parkingLot)
    await parkTopic(page, 'Against the noise')
    rubbish.speakHttp(true)
    await page.getByText(frameWords.relayUnreachable, { exact: true }).waitFor()
    await openRoom(page, frameWords.relay)
    await says(page, 'relay-unreachable')
    await lock(page)
    await unlock(page, third.passphrase)
    await openRoom(page, frameWords.parkingLot)
    await seesTopic(page, 'Against the noise')
    await d.close()
    await rubbish.stop()
  })
})

describe('On this computer', () => {
  test('a profile that is in use is not opened twice, and the first window goes on', async () => {
    const second = await runDesktop({
      executable: world.app.executable,
      profileDir: a.profileDir,
      display: world.display,
      args: ['--relay', relay.url],
    })
    expect(second).toMatchObject({ code: 3 })
    expect(second.output).toMatch(/already open with this profile/)
    await openRoom(a.page(), frameWords.parkingLot)
    await seesTopic(a.page(), 'More than fits')
  })

  test('damaged rows are told, the rest opens, and what is missing comes back', async () => {
    await openRoom(b.page(), frameWords.parkingLot)
    await parkTopic(b.page(), 'Still whole')
    await openRoom(a.page(), frameWords.parkingLot)
    await seesTopic(a.page(), 'Still whole')
    await lock(a.page())
    expect(await a.page().evaluate(damageRows)).toBeGreaterThan(1)
    await unlock(a.page(), layla.passphrase)
    await says(a.page(), 'row-corrupted')
    await openRoom(a.page(), frameWords.parkingLot)
    for (const title of ['Behind the passphrase', 'Without a relay', 'Still whole'])
      await seesTopic(a.page(), title)
    await parkTopic(a.page(), 'After the damage')
    await seesTopic(b.page(), 'After the damage')
  })

  test('a damaged vault is told and not overwritten, and a copy put back opens', async () => {
    await a.close()
    const vault = join(a.profileDir, 'vault.subrosa')
    copyFileSync(vault, `${vault}.copy`)
    const bytes = readFileSync(vault)
    const middle = Math.floor(bytes.length / 2)
    bytes[middle] = (bytes[middle] ?? 0) ^ 1
    writeFileSync(vault, bytes)
    const page = await a.start()
    await tryPassphrase(page, layla.passphrase)
    await says(page, 'vault-corrupted')
    expect(readFileSync(vault).equals(bytes)).toBe(true)
    copyFileSync(`${vault}.copy`, vault)
    await unlock(page, layla.passphrase)
    await openRoom(page, frameWords.parkingLot)
    await seesTopic(page, 'After the damage')
  })
})

describe('What is written', () => {
  test('a topic of 100,000 characters is not taken, and stays until it is shorter', async () => {
    const page = a.page()
    const field = page.getByLabel(lotWords.topicTitle)
    await page.keyboard.press('p')
    await field.fill('x'.repeat(100_000))
    await page.keyboard.press('Enter')
    await says(page, 'text-too-long')
    expect((await field.inputValue()).length).toBe(100_000)
    await field.fill('Short enough')
    await page.keyboard.press('Enter')
    await seesTopic(page, 'Short enough')
  })

  test('an agenda without items says what to do', async () => {
    await openRoom(a.page(), frameWords.agenda)
    await a.page().getByText(agendaWords.emptyTitle).waitFor()
    await a.page().getByText(agendaWords.total(0)).waitFor()
  })

  test('an agenda of 200 items is whole on both sides', async () => {
    await openRoom(b.page(), frameWords.settings)
    await openRoom(a.page(), frameWords.agenda)
    // All presses in one step of the page: drawing a growing list 200 times would take minutes.
    await a.page().getByRole('button', { name: agendaWords.add }).evaluate(press, 200)
    for (const { page } of [a, b]) {
      await openRoom(page(), frameWords.agenda)
      await page().getByText(agendaWords.total(2000)).waitFor()
      await expect.poll(() => agendaTitles(page()).count(), poll).toBe(200)
    }
    await agendaTitles(a.page()).last().fill('The last of many')
    const last = () => agendaTitles(b.page()).last().inputValue()
    await expect.poll(last, poll).toBe('The last of many')
  })

  test('an invitation that has ended lets nobody in', async () => {
    const code = await inviteAndClose(a.page())
    await a.page().clock.setFixedTime(Date.now() + week + 60_000)
    await c.start()
    await knock(c.page(), third, code)
    await says(c.page(), 'invitation-expired')
    expect(await memberCount(a.page())).toBe(2)
  })

  test('none of this raised an error that nobody sees', () => {
    expect(world.errors()).toEqual([])
  })
})

async function inviteAndClose(page: Page): Promise<string> {
  const code = await invite(page)
  await closeDialog(page)
  return code
}

async function startAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: doorWords.again }).click()
  await page.getByRole('button', { name: doorWords.joinAction }).waitFor()
}

async function memberCount(page: Page): Promise<number> {
  await isOpen(page)
  await openRoom(page, frameWords.members)
  return page.getByRole('list', { name: memberWords.listTitle }).getByRole('listitem').count()
}

/** Runs in the page: presses a button so many times. */
function press(button: HTMLElement | SVGElement, times: number): void {
  for (let count = 0; count < times; count++)
    button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
}

/**
 * Runs in the page: flips a byte in every local snapshot and in the first envelope of each forum's
 * database. Answers how many rows that were.
 */
async function damageRows(): Promise<number> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(new Error('The database refused'))
    })
  let damaged = 0
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue
    const database = await done(indexedDB.open(name))
    for (const [table, most] of [
      ['snapshots', Infinity],
      ['envelopes', 1],
    ] as const) {
      if (!database.objectStoreNames.contains(table)) continue
      const rows = database.transaction(table, 'readwrite').objectStore(table)
      const [all, keys] = await Promise.all([done(rows.getAll()), done(rows.getAllKeys())])
      for (const [at, row] of all.slice(0, most).entries()) {
        const { sealed }: { sealed: Uint8Array } = row
        sealed[sealed.length - 1] = (sealed[sealed.length - 1] ?? 0) ^ 1
        await done(rows.keyPath === null ? rows.put(row, keys[at]) : rows.put(row))
        damaged += 1
      }
    }
    database.close()
  }
  return damaged
}
