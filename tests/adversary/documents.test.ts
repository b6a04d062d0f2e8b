import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { attestationsOf, attestSnapshot, createDevice, derivedClientId } from '#crypto'
import { parkingLotOf } from '#renderer/data/docs/index.ts'
import { encodeSnapshot } from '#renderer/data/forum/snapshotFormat.ts'
import { encode } from '#shared/codec/index.ts'
import { openSealedLog } from '#renderer/data/log/index.ts'
import type { DeviceId, EnvelopeId, IncarnationId } from '#shared/ids.ts'
import { foundForum, now } from '../crypto/fixtures.ts'
import { openReplica } from '../renderer/docs/replica.ts'
import { heldBy, secretsOf } from '../renderer/forum/offline.ts'
import { allHave, park, posted, sees } from '../renderer/forum/steps.ts'
import {
  type Computer,
  pause,
  sodiumOnce,
  startWorld,
  until,
  value,
  type World,
} from '../renderer/forum/world.ts'
import { turnInsider } from './insider.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

/** Ingrid, who founded the forum, and Mallory, whose program is a changed one; both see a topic. */
async function withInsider() {
  const ingrid = await world.found('Ingrid')
  const mallory = await world.letIn(ingrid, 'Mallory')
  park(ingrid, 'hers')
  await sees(mallory, 'hers')
  await posted(ingrid, mallory)
  return { ingrid, mallory, insider: await turnInsider(world, mallory) }
}

/** What a computer's log holds of the parking lot: who wrote what, in which run. */
async function logOf(computer: Computer) {
  const { name, rowKey } = heldBy(computer).database
  const asked = { name, rowKey, sodium: await sodiumOnce(), expect: 'existing' } as const
  const log = value(await openSealedLog(asked))
  const heads = log.heads('forum')
  const stored: { id: EnvelopeId; device: DeviceId }[] = []
  for await (const each of log.document('forum', 'parking-lot'))
    stored.push({ id: each.id, device: each.log.device })
  await log.close()
  return { heads, stored }
}

/** The run that a device wrote the parking lot in. */
async function runOf(computer: Computer, device: DeviceId): Promise<IncarnationId> {
  const { heads } = await logOf(computer)
  const own = heads.find(({ log }) => log.device === device && log.document === 'parking-lot')
  if (own === undefined) throw new Error('the device has written')
  return own.log.incarnation
}

/** The update with which that client would add a topic to an empty parking lot. */
function topicBy(clientId: number, title: string): Uint8Array {
  const replica = openReplica(clientId)
  value(parkingLotOf(replica.shared).addTopic({ title }))
  replica.shared.flush()
  const [update] = replica.sent
  if (update === undefined) throw new Error('an added topic is an update')
  return update
}

/** An update without content: it deletes so many letters and values that a client wrote. */
function deleteOnly(client: number, length: number): Uint8Array {
  return encode((writer) => {
    for (const number of [0, 1, client, 1, 0, length]) writer.varint(number)
  })
}

/** What was posted before this has come to Ingrid when she sees what is written now. */
async function goOn(ingrid: Computer, mallory: Computer): Promise<void> {
  park(mallory, 'later')
  await sees(ingrid, 'later')
  await posted(mallory)
  await pause(500)
}

describe('a member with a changed program', () => {
  test('quiet-3433: an invalid signature never reaches store or document, now or later', async () => {
    const { ingrid, mallory, insider } = await withInsider()
    const hers = await secretsOf(ingrid)
    const incarnation = 'ef'.repeat(16) as IncarnationId // 16 bytes
    const sodium = await sodiumOnce()
    const update = topicBy(derivedClientId(sodium, hers.id, incarnation, 'parking-lot'), 'forged')
    const inHerName = { device: hers.id, incarnation, seq: 1, prev: null }
    const forged = await insider.post(update, inHerName)
    await insider.post(update, inHerName, createDevice(sodium))
    await goOn(ingrid, mallory)
    await allHave([ingrid, mallory], ['hers', 'later'])
    await ingrid.close()
    const { stored } = await logOf(ingrid)
    expect(stored.map(({ id }) => id)).not.toContain(forged)
    await ingrid.open()
    await allHave([ingrid, mallory], ['hers', 'later'])
    // With its author's signature the very same envelope is taken.
    expect(await insider.post(update, inHerName, hers)).toBe(forged)
    await sees(ingrid, 'forged')
  })

  test('a forged Yjs client id: writing under another’s id is kept as evidence and shown to nobody', async () => {
    const { ingrid, mallory, insider } = await withInsider()
    const hers = await secretsOf(ingrid)
    const incarnation = 'ef'.repeat(16) as IncarnationId // 16 bytes
    const herNext = derivedClientId(await sodiumOnce(), hers.id, incarnation, 'parking-lot')
    const id = await insider.post(topicBy(herNext, 'as hers'))
    await goOn(ingrid, mallory)
    await allHave([ingrid], ['hers', 'later'])
    await ingrid.close()
    // It keeps its place in its author's log, and is applied at no start.
    const { heads, stored } = await logOf(ingrid)
    expect(heads.find((each) => each.id === id)?.log.device).toBe(insider.device.id)
    expect(stored.map((each) => each.id)).not.toContain(id)
    await ingrid.open()
    await allHave([ingrid], ['hers', 'later'])
    await insider.post(topicBy(insider.clientId, 'as mine'))
    await sees(ingrid, 'as mine')
  })

  test('V2 bytes in the V1 parser are refused, and what follows them is read', async () => {
    const { ingrid, mallory, insider } = await withInsider()
    const update = topicBy(insider.clientId, 'in V1')
    const other = topicBy(insider.clientId, 'in V2')
    await insider.post(Y.convertUpdateFormatV1ToV2(other))
    await insider.post(update)
    await sees(ingrid, 'in V1')
    await goOn(ingrid, mallory)
    await allHave([ingrid], ['hers', 'in V1', 'later'])
    await ingrid.close()
    await ingrid.open()
    await allHave([ingrid], ['hers', 'in V1', 'later'])
  })

  test('a delete-only update deletes what another wrote, in its own author’s name, and nothing from the log', async () => {
    const { ingrid, mallory, insider } = await withInsider()
    const hers = await secretsOf(ingrid)
    const run = await runOf(ingrid, hers.id)
    const before = (await logOf(ingrid)).stored
    const client = derivedClientId(await sodiumOnce(), hers.id, run, 'parking-lot')
    const id = await insider.post(deleteOnly(client, 3))
    await until('it is deleted', () => !ingrid.topics().includes('hers'))
    await goOn(ingrid, mallory)
    await allHave([ingrid, mallory], ['later'])
    await ingrid.close()
    const { stored } = await logOf(ingrid)
    expect(stored.find((each) => each.id === id)?.device).toBe(insider.device.id)
    expect(stored).toEqual(expect.arrayContaining(before))
  })
})

/** A document's state as a snapshot holds it. */
function stateWith(...updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return Y.encodeStateAsUpdateV2(doc)
}

describe('an attestation', () => {
  test('a false snapshot with equal state vectors has another hash, which nobody has attested', async () => {
    const sodium = await sodiumOnce()
    const forum = foundForum(sodium)
    const states = ['true', 'lies'].map((title) => stateWith(textOf(title)))
    const vectors = states.map((state) => Y.encodeStateVectorFromUpdateV2(state))
    expect(vectors[0]).toEqual(vectors[1])
    const named = states.map((state) => ({
      scope: 'forum',
      document: 'parking-lot',
      snapshot: sodium.hash(32, encodeSnapshot({ covers: [], state })),
    }))
    const [honest, falsified] = named
    if (honest === undefined || falsified === undefined) throw new Error('there are two')
    forum.add(attestSnapshot(sodium, forum.state(), forum.founder, { clock: now, ...honest }))
    expect(attestationsOf(forum.state(), honest).isEnough).toBe(true)
    expect(attestationsOf(forum.state(), falsified).isEnough).toBe(false)
  })
})

/** One client's text of four letters. */
function textOf(title: string): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 5
  doc.getText('title').insert(0, title)
  return Y.encodeStateAsUpdate(doc)
}
