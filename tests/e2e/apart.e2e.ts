import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { frameWords } from '#renderer/words/index.ts'
import {
  addAgendaItem,
  agendaTitles,
  type Computer,
  foundForum,
  letIn,
  openRoom,
  parkTopic,
  patience,
  readAgenda,
  seesTopic,
  startWorld,
  topic,
  type World,
} from '#tests/support/flows/index.ts'
import { whyNoNamespaces } from '#tests/support/namespace/index.ts'
import type { RelayChild } from '#tests/support/relayChild/index.ts'

const reason = await whyNoNamespaces()
const skipped = reason === null ? '' : ` (skipped: ${reason})`
const poll = { timeout: patience }

let world: World
let relay: RelayChild
let a: Computer
let b: Computer

beforeAll(async () => {
  world = await startWorld({ namespaces: true })
  relay = await world.relay()
  a = await world.computer('a', relay.url)
  b = await world.computer('b', relay.url)
  const tomas = { name: 'Tomás Arrieta', passphrase: 'five other unrelated words' }
  await foundForum(
    a.page(),
    { name: 'Ingrid Solheim', passphrase: 'four unrelated words here' },
    'Meridian Forum',
  )
  await letIn(a.page(), b.page(), tomas)
  await bothIn(frameWords.parkingLot)
  await parkTopic(a.page(), 'Before')
  await seesTopic(b.page(), 'Before')
})
afterAll(() => world.end())

describe('Two desktops that were apart', () => {
  test(`agree after a cable was pulled, edits were made on both sides, and it was put back${skipped}`, async ({
    skip,
  }) => {
    if (reason !== null) skip(reason)
    await bothIn(frameWords.agenda)
    await addAgendaItem(a.page(), 'Opening')
    await expect.poll(() => readAgenda(b.page()), poll).toEqual(['Opening'])
    await b.namespace?.cut()
    await agendaTitles(a.page()).first().fill('Opening at noon')
    await addAgendaItem(a.page(), 'Updates')
    await addAgendaItem(b.page(), 'Closing')
    await bothIn(frameWords.parkingLot)
    await parkTopic(a.page(), 'From the one side')
    await parkTopic(b.page(), 'From the other side')
    expect(await topic(a.page(), 'From the other side').count()).toBe(0)
    expect(await topic(b.page(), 'From the one side').count()).toBe(0)
    await b.namespace?.mend()
    await seesTopic(a.page(), 'From the other side')
    await seesTopic(b.page(), 'From the one side')
    await bothIn(frameWords.agenda)
    const items = async () => (await readAgenda(a.page())).sort()
    await expect.poll(items, poll).toEqual(['Closing', 'Opening at noon', 'Updates'])
    const agreed = await readAgenda(a.page())
    await expect.poll(() => readAgenda(b.page()), poll).toEqual(agreed)
  })

  test('go on after the relay was killed and started again', async () => {
    await bothIn(frameWords.parkingLot)
    await relay.kill()
    await a.page().getByText(frameWords.relayUnreachable, { exact: true }).waitFor()
    await parkTopic(a.page(), 'While the relay was gone')
    await seesTopic(a.page(), 'While the relay was gone')
    await relay.start()
    await seesTopic(b.page(), 'While the relay was gone')
    for (const { page } of [a, b])
      await page()
        .getByText(frameWords.relayUnreachable, { exact: true })
        .waitFor({ state: 'hidden' })
    await parkTopic(b.page(), 'With the relay back')
    await seesTopic(a.page(), 'With the relay back')
  })

  test(`exchange through the mailbox alone when nothing passes between them${skipped}`, async ({
    skip,
  }) => {
    if (reason !== null) skip(reason)
    await world.hub?.keepMembersApart(true)
    await parkTopic(a.page(), 'By the mailbox alone')
    await seesTopic(b.page(), 'By the mailbox alone')
    await parkTopic(b.page(), 'And an answer')
    await seesTopic(a.page(), 'And an answer')
    await world.hub?.keepMembersApart(false)
  })

  test('raise no error that nobody sees', () => {
    expect(world.errors()).toEqual([])
  })
})

async function bothIn(room: string): Promise<void> {
  await openRoom(a.page(), room)
  await openRoom(b.page(), room)
}
