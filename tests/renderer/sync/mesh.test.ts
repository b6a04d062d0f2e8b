import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startMeshWorld, type MeshPage, type MeshWorld } from './browser/meshPages.ts'
import type { Joining } from './browser/page/main.ts'
import { loadSodium } from '#crypto'
import { randomBytes } from 'node:crypto'
import { testDevice } from './browser/identity.ts'

const sodium = await loadSodium((length) => new Uint8Array(randomBytes(length)))
const first = testDevice(sodium, 1).id
const second = testDevice(sodium, 2).id

let world: MeshWorld
let ada: MeshPage
let ben: MeshPage
let rooms = 0

beforeAll(async () => {
  world = await startMeshWorld()
  ada = await world.open()
  ben = await world.open()
})

afterEach(async () => {
  await ada.call('leave')
  await ben.call('leave')
})

afterAll(() => world.close())

/** What two pages join one new room with. */
function twoJoinings(): [Joining, Joining] {
  rooms += 1
  const room = `room ${rooms}`
  const common = { signalling: world.signalling, room, password: 'p', epoch: 1 }
  return [
    { ...common, device: 1 },
    { ...common, device: 2 },
  ]
}

function state(page: MeshPage) {
  return page.call('state')
}

function eventually<T>(page: MeshPage, look: (seen: Awaited<ReturnType<typeof state>>) => T) {
  return expect.poll(async () => look(await state(page)), { timeout: 60_000 })
}

async function link(): Promise<void> {
  const [hers, his] = twoJoinings()
  await ada.call('join', hers)
  await ben.call('join', his)
  await eventually(ada, ({ devices }) => devices).toEqual([second])
  await eventually(ben, ({ devices }) => devices).toEqual([first])
}

describe('two computers in one mesh', () => {
  test('link, each knowing which device the other is', async () => {
    await link()
    expect((await state(ada)).status).toEqual({ signalling: 'connected', connections: 1, links: 1 })
  })

  test('carry large and small messages whole and in order', async () => {
    await link()
    const sizes = [5 * 1024 * 1024, 1, 65_531, 65_532, 300_000]
    const sent = await ada.call('send', sizes)
    await eventually(ben, ({ received }) => received).toEqual(sent)
    const back = await ben.call('send', [16 * 1024 * 1024])
    await eventually(ada, ({ received }) => received).toEqual(back)
  })

  test('say and hear nothing on the channel that y-webrtc opens', async () => {
    await link()
    await ada.call('send', [1000])
    for (const page of [ada, ben]) {
      const { foreignHandlers, foreignMessages } = await state(page)
      expect({ foreignHandlers, foreignMessages }).toEqual({
        foreignHandlers: 0,
        foreignMessages: 0,
      })
    }
  })

  test('are rid of link, connection and signalling socket after destroying the mesh', async () => {
    await link()
    await ada.call('leave')
    const left = await state(ada)
    expect(left.openSockets).toBe(0)
    expect(left.devices).toEqual([])
    expect(left.status).toEqual({ signalling: 'closed', connections: 0, links: 0 })
    await eventually(ben, ({ devices }) => devices).toEqual([])
  })

  test('link again when one destroys its mesh and makes a new one in the same room', async () => {
    const [hers, his] = twoJoinings()
    await ben.call('join', his)
    for (let round = 0; round < 3; round++) {
      await ada.call('join', hers)
      await eventually(ada, ({ devices }) => devices).toEqual([second])
      await eventually(ben, ({ devices }) => devices).toEqual([first])
      await ada.call('leave')
    }
  })

  test('link again after a link was closed without blame', async () => {
    await link()
    await ada.call('closeLinks', null)
    await eventually(ben, ({ ended }) => ended.length).toBeGreaterThan(0)
    await eventually(ada, ({ devices }) => devices).toEqual([second])
    await eventually(ben, ({ devices }) => devices).toEqual([first])
  })
})

describe('who cannot prove to belong', () => {
  test('gets no link with another epoch key, and is not tried again at once', async () => {
    const [hers, his] = twoJoinings()
    const before = (await state(ada)).connections
    await ada.call('join', hers)
    await ben.call('join', { ...his, epoch: 2 })
    for (const page of [ada, ben])
      await eventually(page, ({ refused }) => refused.join()).toContain('peer-not-authenticated')
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    const { devices, connections } = await state(ada)
    expect(devices).toEqual([])
    // Without a pause there are eight in that time.
    expect(connections - before).toBeLessThanOrEqual(2)
  })

  test('gets no link with the epoch key alone, from a device that is not active', async () => {
    const [hers, his] = twoJoinings()
    const before = (await state(ada)).refused.length
    await ada.call('join', hers)
    await ben.call('join', { ...his, device: 3 })
    await eventually(ada, ({ refused }) => refused.slice(before).join()).toContain(
      'peer-not-authenticated: device-not-active',
    )
    expect((await state(ada)).devices).toEqual([])
  })

  test('is given up when its connection stays half open, and may come again', async () => {
    const [hers, his] = twoJoinings()
    const before = (await state(ada)).refused.length
    await ben.call('joinPlainly', his, true)
    await ada.call('join', hers)
    await eventually(ada, ({ refused }) => refused.slice(before)).toContain(
      'link-closed: half open',
    )
    await ben.call('leave')
    await ben.call('join', his)
    await eventually(ada, ({ devices }) => devices).toEqual([second])
  })

  test('cannot raise an error by rubbish in the room, and others link all the same', async () => {
    const [hers, his] = twoJoinings()
    await ada.call('join', hers)
    await eventually(ada, ({ status }) => status?.signalling).toBe('connected')
    await ben.call('sayRubbish', his)
    await ben.call('join', his)
    await eventually(ada, ({ devices }) => devices).toEqual([second])
    expect(ada.errors).toEqual([])
  })

  test('cannot put a word into our document by speaking y-webrtc alone', async () => {
    const [hers, his] = twoJoinings()
    const before = await state(ada)
    await ben.call('joinPlainly', his, false)
    await ada.call('join', hers)
    const refusals = before.refused.length
    await eventually(ada, ({ refused }) => refused.slice(refusals).length).toBeGreaterThan(0)
    const after = await state(ada)
    expect(after.devices).toEqual([])
    expect(after.foreignHandlers).toBe(before.foreignHandlers)
    // He hears nothing of us either.
    expect((await state(ben)).foreignMessages).toBe(0)
  })
})
