import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addComputer, atDoor, meet } from './newComputer.ts'
import { allHave, chainOf, park, posted, sees } from './steps.ts'
import { type Computer, pause, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

function computersOf(computer: Computer): number {
  return computer.forum.members.read().find(({ isMe }) => isMe)?.devices.length ?? 0
}

describe('A second computer', () => {
  test('holds the whole forum, and both write in it as one member', async () => {
    const ingrid = await world.found('Ingrid')
    const tomas = await world.letIn(ingrid, 'Tomás')
    park(ingrid, 'before')
    await sees(tomas, 'before')
    const laptop = await addComputer(world, ingrid, 'Ingrid’s laptop')
    await sees(laptop, 'before')
    park(laptop, 'from the laptop')
    park(tomas, 'from Tomás')
    await allHave([ingrid, tomas, laptop], ['before', 'from the laptop', 'from Tomás'])
    for (const each of [ingrid, tomas, laptop]) {
      expect(each.forum.members.read().map(({ name }) => name)).toEqual(['Ingrid', 'Tomás'])
      expect(each.forum.members.read()[0]?.devices).toHaveLength(2)
    }
    expect(laptop.forum.me).toBe(ingrid.forum.me)
  })

  test('gets the keys of every scope that its member is in, and none of before', async () => {
    const ingrid = await world.found('Ingrid')
    park(ingrid, 'before')
    let wereOwed = false
    ingrid.forum.sealing.subscribe(() => {
      wereOwed ||= ingrid.forum.sealing.read().owed
    })
    const laptop = await addComputer(world, ingrid, 'laptop')
    expect(wereOwed).toBe(false)
    await sees(laptop, 'before')
    const scopes = new Set(laptop.vault.forum?.epochs.map(({ scope }) => scope))
    expect([...scopes].sort()).toEqual(['forum', 'moderators'])
    const state = await (await laptop.close(), chainOf(laptop))
    const first = [...state.epochs.values()].filter(({ devices }) => devices.size === 1)
    const held = laptop.vault.forum?.epochs.map(({ epochId }) => epochId) ?? []
    expect(first).toHaveLength(2)
    // In one step with the entry that adds it.
    const own = [...state.devices.keys()].flatMap((device) => state.dag.entriesOf(device))
    const adding = own.find(({ type }) => type === 'device.add')
    const after = own.filter(
      ({ author, seq }) => author === adding?.author && seq > adding.seq && seq <= adding.seq + 2,
    )
    expect(after.map(({ type }) => type)).toEqual(['epoch.open', 'epoch.open'])
    for (const { id } of first) expect(held).not.toContain(id)
  })

  test('says before it is kept whose computer it becomes, and which', async () => {
    const ingrid = await world.found('Ingrid', 'Meridian')
    const code = value(await ingrid.forum.addComputer())
    const laptop = await atDoor(world, 'laptop', code)
    const welcome = value(ingrid.forum.welcomeComputer(code.id))
    const { words } = await meet(welcome, laptop)
    value(await welcome.confirm(words))
    const { greeting } = await laptop.at('confirming')
    expect(greeting).toEqual({ forumName: 'Meridian', memberName: 'Ingrid', place: 2 })
    expect(welcome.arrival.read().stage).toBe('agreeing')
    expect(laptop.vault).toBeNull()
    value(await ingrid.forum.renewKeys())
    await pause(200)
    expect(computersOf(ingrid)).toBe(1)
  })

  test('is refused by other words than the six, which use nothing up', async () => {
    const ingrid = await world.found('Ingrid')
    const code = value(await ingrid.forum.addComputer())
    const laptop = await atDoor(world, 'laptop', code)
    const welcome = value(ingrid.forum.welcomeComputer(code.id))
    const { words } = await meet(welcome, laptop)
    expect(await welcome.confirm('six words that nobody has read')).toMatchObject({
      failure: { code: 'spoken-check-mistyped' },
    })
    value(await welcome.confirm(words))
    await laptop.at('confirming')
    value(await laptop.join.confirm())
    await laptop.enter()
    expect(computersOf(ingrid)).toBe(2)
  })

  test('is the third at most: for a fourth there is no code', async () => {
    const ingrid = await world.found('Ingrid')
    const second = await addComputer(world, ingrid, 'second')
    const third = await addComputer(world, second, 'third')
    park(third, 'hello')
    await sees(ingrid, 'hello')
    for (const each of [ingrid, second, third])
      expect(await each.forum.addComputer()).toMatchObject({ failure: { code: 'device-limit' } })
  })

  test('that would be the fourth by a code made before is told so', async () => {
    const ingrid = await world.found('Ingrid')
    const second = await addComputer(world, ingrid, 'second')
    const code = value(await ingrid.forum.addComputer())
    await addComputer(world, second, 'third')
    await until('the founder knows', () => computersOf(ingrid) === 3)
    const fourth = await atDoor(world, 'fourth', code)
    expect(await fourth.at('failed')).toMatchObject({ failure: { code: 'device-limit' } })
  })
})

describe('A code for a computer', () => {
  test('used twice at once lets one computer in, and the other hears why', async () => {
    const ingrid = await world.found('Ingrid')
    const code = value(await ingrid.forum.addComputer())
    const welcome = value(ingrid.forum.welcomeComputer(code.id))
    const two = [await atDoor(world, 'one', code), await atDoor(world, 'other', code)]
    await until('one is compared', () => welcome.arrival.read().stage === 'comparing')
    const at = two.findIndex(({ join }) => join.joining.read().stage === 'comparing')
    const [first, second] = at === 0 ? two : [...two].reverse()
    const shown = first?.join.joining.read()
    if (shown?.stage !== 'comparing') throw new Error('one of them shows words')
    value(await welcome.confirm(shown.words.join(' ')))
    await first?.at('confirming')
    value(await first!.join.confirm())
    await first?.enter()
    expect(await second?.at('failed')).toMatchObject({ failure: { code: 'invitation-used' } })
    expect(computersOf(ingrid)).toBe(2)
  })

  test('that was used, turned down or is over its hour says so', async () => {
    const ingrid = await world.found('Ingrid')
    const used = value(await ingrid.forum.addComputer())
    const laptop = await atDoor(world, 'laptop', used)
    const welcome = value(ingrid.forum.welcomeComputer(used.id))
    const { words } = await meet(welcome, laptop)
    value(await welcome.confirm(words))
    await laptop.at('confirming')
    const late = await atDoor(world, 'late', used)
    expect(await late.at('failed')).toMatchObject({ failure: { code: 'invitation-used' } })
    const no = value(await ingrid.forum.addComputer())
    value(await value(ingrid.forum.welcomeComputer(no.id)).refuse())
    const turned = await atDoor(world, 'turned', no)
    expect(await turned.at('failed')).toMatchObject({ failure: { code: 'spoken-check-refused' } })
    const old = value(await ingrid.forum.addComputer())
    await ingrid.close()
    ingrid.tamper((contents) => ({
      ...contents,
      forum: contents.forum && {
        ...contents.forum,
        codes: contents.forum.codes?.map((each) => ({ ...each, expiresAt: Date.now() - 1 })),
      },
    }))
    await ingrid.open()
    const ended = await atDoor(world, 'ended', old)
    expect(await ended.at('failed')).toMatchObject({ failure: { code: 'invitation-expired' } })
    expect(computersOf(ingrid)).toBe(1)
  })

  test('turned down after the words were right lets nobody in, and the other side hears it', async () => {
    const ingrid = await world.found('Ingrid')
    const code = value(await ingrid.forum.addComputer())
    const laptop = await atDoor(world, 'laptop', code)
    const welcome = value(ingrid.forum.welcomeComputer(code.id))
    const { words } = await meet(welcome, laptop)
    value(await welcome.confirm(words))
    await laptop.at('confirming')
    value(await welcome.refuse())
    expect(await laptop.at('failed')).toMatchObject({ failure: { code: 'spoken-check-refused' } })
    expect(computersOf(ingrid)).toBe(1)
  })
})

describe('A crash while a computer is added', () => {
  test('of the new one, before its person agreed, leaves nothing on either side', async () => {
    const ingrid = await world.found('Ingrid')
    const code = value(await ingrid.forum.addComputer())
    const laptop = await atDoor(world, 'laptop', code)
    const welcome = value(ingrid.forum.welcomeComputer(code.id))
    const { words } = await meet(welcome, laptop)
    value(await welcome.confirm(words))
    await laptop.at('confirming')
    laptop.kill()
    expect(laptop.vault).toBeNull()
    await pause(300)
    expect(computersOf(ingrid)).toBe(1)
  })

  test('of the new one, right after its person agreed, is made good at its next start', async () => {
    const ingrid = await world.found('Ingrid')
    const code = value(await ingrid.forum.addComputer())
    const laptop = await atDoor(world, 'laptop', code)
    const welcome = value(ingrid.forum.welcomeComputer(code.id))
    const { words } = await meet(welcome, laptop)
    value(await welcome.confirm(words))
    await laptop.at('confirming')
    const agreed = laptop.join.confirm()
    laptop.kill()
    await agreed
    const coming = laptop.vault?.coming
    if (coming == null) throw new Error('It was kept')
    const again = await atDoor(world, 'laptop', coming)
    const computer = await again.enter()
    park(ingrid, 'hello')
    await sees(computer, 'hello')
    expect(computersOf(ingrid)).toBe(2)
  })

  test('of the adding one, in the moment in which the words were right, is made good', async () => {
    const ingrid = await world.found('Ingrid')
    const code = value(await ingrid.forum.addComputer())
    const laptop = await atDoor(world, 'laptop', code)
    const welcome = value(ingrid.forum.welcomeComputer(code.id))
    const { words } = await meet(welcome, laptop)
    ingrid.dieOnce(({ forum }) => forum?.codes?.some(({ matched }) => matched !== null) === true)
    void welcome.confirm(words)
    await until('it died', () => ingrid.vault.forum?.codes?.[0]?.matched != null)
    await pause(100)
    await ingrid.open()
    await laptop.at('confirming')
    value(await laptop.join.confirm())
    const computer = await laptop.enter()
    park(ingrid, 'hello')
    await sees(computer, 'hello')
    expect(computersOf(ingrid)).toBe(2)
  })

  test('of the adding one, in the moment in which it holds the new keys, is made good', async () => {
    const ingrid = await world.found('Ingrid')
    park(ingrid, 'before')
    await posted(ingrid)
    const code = value(await ingrid.forum.addComputer())
    const laptop = await atDoor(world, 'laptop', code)
    const welcome = value(ingrid.forum.welcomeComputer(code.id))
    const { words } = await meet(welcome, laptop)
    value(await welcome.confirm(words))
    await laptop.at('confirming')
    const before = ingrid.vault.forum?.epochs.length ?? 0
    ingrid.dieOnce(({ forum }) => (forum?.epochs.length ?? 0) > before)
    value(await laptop.join.confirm())
    await until('it died', () => (ingrid.vault.forum?.epochs.length ?? 0) > before)
    await pause(100)
    await ingrid.open()
    const computer = await laptop.enter()
    await sees(computer, 'before')
    expect(computersOf(ingrid)).toBe(2)
  })
})
