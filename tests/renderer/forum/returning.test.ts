import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ComputerCode, Welcome } from '#renderer/data/forum/index.ts'
import type { MemberId } from '#shared/ids.ts'
import { atDoor, meet, type NewComputer } from './newComputer.ts'
import { allHave, chainOf, park, posted, sees } from './steps.ts'
import { type Computer, pause, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

/** Three members, the third of whom has lost her computer. */
async function bereft() {
  const ingrid = await world.found('Ingrid', 'Meridian')
  const tomas = await world.letIn(ingrid, 'Tomás')
  const priya = await world.letIn(ingrid, 'Priya')
  park(priya, 'by Priya')
  for (const each of [ingrid, tomas]) await sees(each, 'by Priya')
  await posted(ingrid, tomas, priya)
  const lost = priya.forum.me
  priya.kill()
  return { ingrid, tomas, priya, lost }
}

/** As far as the moment in which somebody has to be asked to agree. */
async function spoken(by: Computer, lost: MemberId) {
  const code = value(await by.forum.letComeBack(lost))
  const computer = await atDoor(world, 'new', code)
  const welcome = value(by.forum.welcomeComputer(code.id))
  const { words } = await meet(welcome, computer)
  value(await welcome.confirm(words))
  const { greeting } = await computer.at('confirming')
  value(await computer.join.confirm())
  await until('it takes two', () => welcome.arrival.read().stage === 'second')
  return { code, computer, welcome, greeting }
}

/** Waits for the question, and answers it. */
async function answers(member: Computer, yes: boolean): Promise<void> {
  const open = () => member.forum.asks.read().filter(({ standing }) => standing === 'asked')
  await until(`${member.name} is asked`, () => open().length === 1)
  const [ask] = open()
  expect(ask?.intent.type).toBe('return')
  if (ask === undefined) throw new Error('It is there')
  value(await (yes ? member.forum.agree(ask.id) : member.forum.decline(ask.id)))
}

function stageOf(welcome: Welcome): string {
  return welcome.arrival.read().stage
}

describe('A member whose computers are lost', () => {
  test('comes back by two members’ word once more than half know of it, and has the forum', async () => {
    const { ingrid, tomas, lost } = await bereft()
    const { computer, welcome, greeting } = await spoken(ingrid, lost)
    expect(greeting).toMatchObject({ forumName: 'Meridian', memberName: 'Priya' })
    expect(computer.join.joining.read().stage).toBe('settling')
    value(await welcome.askSecond(tomas.forum.me))
    await until('it waits for him', () => stageOf(welcome) === 'asking')
    await answers(tomas, true)
    await until('it is in the chain', () => ingrid.forum.pending.read().length === 1)
    expect(computer.join.joining.read().stage).toBe('settling')
    const back = await computer.enter()
    expect(back.forum.me).toBe(lost)
    await sees(back, 'by Priya')
    park(back, 'I am back')
    await allHave([ingrid, tomas, back], ['by Priya', 'I am back'])
  })

  test('is in a line of her own, without the role that she had', async () => {
    const { ingrid, tomas, priya, lost } = await bereft()
    value(await ingrid.forum.grantRole(lost))
    const { computer, welcome } = await spoken(ingrid, lost)
    value(await welcome.askSecond(tomas.forum.me))
    await answers(tomas, true)
    const back = await computer.enter()
    expect(back.forum.members.read().find(({ id }) => id === lost)).toMatchObject({
      isModerator: false,
    })
    const scopes = back.vault.forum?.epochs.map(({ scope }) => scope)
    expect(new Set(scopes)).toEqual(new Set(['forum']))
    await back.close()
    const state = await chainOf(back)
    const lines = (state.members.get(lost)?.devices ?? []).map(
      (device) => state.devices.get(device)?.lineage,
    )
    expect(lines).toEqual([null, expect.stringMatching(/^[0-9a-f]{64}$/)])
    expect(priya.vault.forum?.member).toBe(lost)
  })

  test('is not in while only one has given their word', async () => {
    const { ingrid, lost } = await bereft()
    const { computer } = await spoken(ingrid, lost)
    await pause(1_000)
    expect(computer.join.joining.read().stage).toBe('settling')
    expect(ingrid.forum.pending.read()).toEqual([])
  })

  test('is not in when the second says no, and another may be asked', async () => {
    const { ingrid, tomas, lost } = await bereft()
    const wren = await world.letIn(ingrid, 'Wren')
    const { computer, welcome } = await spoken(ingrid, lost)
    value(await welcome.askSecond(tomas.forum.me))
    await answers(tomas, false)
    await until('somebody else may be asked', () => {
      const arrival = welcome.arrival.read()
      return arrival.stage === 'second' && arrival.failure?.code === 'ask-declined'
    })
    value(await welcome.askSecond(wren.forum.me))
    await answers(wren, true)
    const back = await computer.enter()
    await sees(back, 'by Priya')
  })

  test('who turns up on an old computer can object, and the new one is told', async () => {
    const { ingrid, tomas, priya, lost } = await bereft()
    const wren = await world.letIn(ingrid, 'Wren')
    const noor = await world.letIn(ingrid, 'Noor')
    const { computer, welcome } = await spoken(wren, lost)
    value(await welcome.askSecond(noor.forum.me))
    await answers(noor, true)
    await priya.open()
    const act = () => priya.forum.pending.read()[0]
    await until('she hears of it', () => act()?.mayObject === true)
    value(await priya.forum.object(act()!.entry))
    expect(await computer.at('failed')).toMatchObject({ failure: { code: 'act-objected' } })
    await until('who let them in hears it', () => stageOf(welcome) === 'failed')
    park(priya, 'it was not me')
    for (const each of [ingrid, tomas, wren, noor]) await sees(each, 'it was not me')
  })

  test('goes on after restarts of all of them', async () => {
    const { ingrid, tomas, lost } = await bereft()
    const { code, computer, welcome } = await spoken(ingrid, lost)
    const coming = computer.vault?.coming
    if (coming == null) throw new Error('It was kept')
    computer.kill()
    value(await welcome.askSecond(tomas.forum.me))
    ingrid.kill()
    await ingrid.open()
    await answers(tomas, true)
    await until('it is in the chain', () => ingrid.forum.pending.read().length === 1)
    ingrid.kill()
    await ingrid.open()
    const again: NewComputer = await atDoor(world, 'new', coming)
    const back = await again.enter()
    await sees(back, 'by Priya')
    await until('the code is used', () => stageOf(by(ingrid, code)) === 'admitted')
  })
})

function by(computer: Computer, code: ComputerCode): Welcome {
  return value(computer.forum.welcomeComputer(code.id))
}

describe('A code for a return', () => {
  test('of oneself, of nobody here, or while another waits is not made', async () => {
    const { ingrid, tomas, lost } = await bereft()
    const { welcome } = await spoken(ingrid, lost)
    value(await welcome.askSecond(tomas.forum.me))
    await answers(tomas, true)
    await until('it is in the chain', () => tomas.forum.pending.read().length === 1)
    expect(await tomas.forum.letComeBack(lost)).toMatchObject({ failure: { code: 'act-pending' } })
    for (const nobody of [tomas.forum.me, 'ab'.repeat(16) as MemberId])
      expect(await tomas.forum.letComeBack(nobody)).toMatchObject({
        failure: { code: 'not-found' },
      })
  })
})
