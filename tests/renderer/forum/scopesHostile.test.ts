import * as Y from 'yjs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  derivedClientId,
  type EnvelopeHeader,
  type EpochKeys,
  mailboxKeys,
  openEpoch,
  sealEnvelope,
} from '#crypto'
import { encodeEntries } from '#renderer/data/forum/entriesFormat.ts'
import { connectRelay } from '#renderer/data/relay/index.ts'
import { type EntryId, type IncarnationId, toHex } from '#shared/ids.ts'
import { createLyingRelay, type LyingRelay } from '../../adversary/lyingRelay.ts'
import { forge } from '../../crypto/forgery.ts'
import { createLine } from './edge.ts'
import { chainOf, heldBy, putOnDisk, secretsOf } from './offline.ts'
import { envelopesOf, keysOf, memberOf, moderators, note, reads, withOther } from './scopeSteps.ts'
import { park, posted, sees, three } from './steps.ts'
import { type Computer, pause, sodiumOnce, startWorld, until, value, type World } from './world.ts'

let world: World
let relay: LyingRelay
beforeEach(async () => {
  relay = createLyingRelay()
  world = await startWorld(relay.between)
})
afterEach(async () => {
  await world.end()
  relay.stop()
})

/** Puts bytes into the mailbox of these keys. */
async function leaveIn(keys: EpochKeys, bytes: Uint8Array): Promise<void> {
  const sodium = await sodiumOnce()
  const link = connectRelay({ url: world.urlOf(createLine()), sodium })
  const mailbox = link.openMailbox(mailboxKeys(sodium, keys), { from: 0, onBlob: () => undefined })
  value(await mailbox.append(bytes))
  link.close()
}

/** An update of notes that says `text`, as a changed program of this computer writes it. */
async function forgedNotes(
  computer: Computer,
  keys: EpochKeys,
  changes: Partial<EnvelopeHeader> = {},
  payload?: Uint8Array,
): Promise<Uint8Array> {
  const sodium = await sodiumOnce()
  const device = await secretsOf(computer)
  const incarnation = 'ab'.repeat(16) as IncarnationId // 16 bytes
  const doc = new Y.Doc()
  doc.clientID = derivedClientId(sodium, device.id, incarnation, 'notes')
  doc.getText('notes').insert(0, 'planted\n')
  const header: EnvelopeHeader = {
    kind: 'update',
    format: 1,
    forum: heldBy(computer).forum,
    scope: keys.scope,
    document: 'notes',
    epochId: keys.epochId,
    device: device.id,
    incarnation,
    seq: 1,
    prev: null,
    // An epoch's id is the id of the entry that opened it.
    chainHeads: [keys.epochId as string as EntryId],
    deps: [],
    ...changes,
  }
  const sent = payload ?? Y.encodeStateAsUpdate(doc)
  // An honest program does not seal for one scope what it says is of another.
  const asThough = { ...keys, scope: header.scope }
  return value(sealEnvelope(sodium, asThough, device.signing.secretKey, header, sent)).bytes
}

async function newest(computer: Computer, scope: string): Promise<EpochKeys> {
  const keys = (await keysOf(computer, scope)).at(-1)
  if (keys === undefined) throw new Error(`${computer.name} holds keys of ${scope}`)
  return keys
}

/** Something of the same author came after all that was left before it. */
async function after(from: Computer, to: Computer): Promise<void> {
  park(from, 'afterwards')
  await sees(to, 'afterwards')
  await pause(300)
}

describe('Somebody outside the moderators', () => {
  test('who claims their scope under the forum’s keys is refused', async () => {
    const { ingrid, tomas } = await three(world)
    await note(ingrid, moderators, 'theirs')
    const keys = await newest(tomas, 'forum')
    await leaveIn(keys, await forgedNotes(tomas, keys, { scope: 'moderators' }))
    await after(tomas, ingrid)
    await reads(ingrid, moderators, ['theirs'])
  })

  test('who was handed their key writes nothing that they read', async () => {
    const { ingrid, tomas } = await three(world)
    await note(ingrid, moderators, 'theirs')
    const keys = await newest(ingrid, 'moderators')
    const heads = [(await newest(tomas, 'forum')).epochId as string as EntryId]
    await leaveIn(keys, await forgedNotes(tomas, keys, { chainHeads: heads }))
    // The control: the same of one who is in.
    await after(tomas, ingrid)
    await reads(ingrid, moderators, ['theirs'])
    await leaveIn(keys, await forgedNotes(ingrid, keys, { chainHeads: heads }))
    await reads(ingrid, moderators, ['theirs', 'planted'])
  })

  test('cannot open keys for their scope: an outsider’s epoch.open for moderators', async () => {
    const sodium = await sodiumOnce()
    const { ingrid, tomas } = await three(world)
    const state = await chainOf(tomas)
    const before = state.scopes.get('moderators')?.currentEpoch
    const author = await secretsOf(tomas)
    const { body } = value(openEpoch(sodium, state, author, { clock: Date.now(), scope: 'forum' }))
    if (body.type !== 'epoch.open') throw new Error('It opens an epoch')
    const forged = forge(state, author, { ...body, scope: 'moderators' })
    const keys = await newest(tomas, 'forum')
    const payload = encodeEntries([forged.bytes])
    const entry = await forgedNotes(tomas, keys, { kind: 'entry', document: 'chain' }, payload)
    await leaveIn(keys, entry)
    await note(ingrid, moderators, 'theirs')
    await after(tomas, ingrid)
    const now = await chainOf(ingrid)
    expect(now.dag.entry(forged.id)).toBeUndefined()
    expect(now.scopes.get('moderators')?.currentEpoch).toBe(before)
    expect((await keysOf(tomas)).map(({ scope }) => scope)).not.toContain('moderators')
  })
})

describe('Replay across scopes', () => {
  test('puts nothing of two people before the moderators', async () => {
    const { ingrid, tomas } = await three(world)
    await note(ingrid, withOther(tomas), 'first')
    await reads(tomas, withOther(ingrid), ['first'])
    await posted(ingrid)
    await note(ingrid, moderators, 'theirs')
    await posted(ingrid)
    const pair = (await keysOf(ingrid)).find(({ scope }) => scope.startsWith('pair:'))
    if (pair === undefined) throw new Error('The two have keys')
    const sodium = await sodiumOnce()
    const box = toHex(mailboxKeys(sodium, pair).publicKey)
    const lies = relay.posted.get(box) ?? []
    expect(lies.length).toBeGreaterThan(0)
    for (const bytes of lies) {
      await leaveIn(await newest(ingrid, 'moderators'), bytes)
      await leaveIn(await newest(tomas, 'forum'), bytes)
    }
    await after(tomas, ingrid)
    await reads(ingrid, moderators, ['theirs'])
    await reads(ingrid, withOther(tomas), ['first'])
  })

  test('is no receipt: what lies in another scope’s mailbox is posted to its own', async () => {
    const { ingrid, tomas } = await three(world)
    await note(ingrid, withOther(tomas), 'first')
    await reads(tomas, withOther(ingrid), ['first'])
    await posted(ingrid)
    ingrid.reach({ relay: false })
    await note(ingrid, withOther(tomas), 'second')
    await reads(tomas, withOther(ingrid), ['first', 'second'])
    await until('it waits', () => ingrid.forum.status.read().waiting > 0)
    await tomas.close()
    const pair = (await keysOf(ingrid)).find(({ scope }) => scope.startsWith('pair:'))
    if (pair === undefined) throw new Error('The two have keys')
    await ingrid.close()
    const sodium = await sodiumOnce()
    const box = toHex(mailboxKeys(sodium, pair).publicKey)
    const before = relay.posted.get(box)?.length ?? 0
    const forum = await newest(tomas, 'forum')
    for (const bytes of await envelopesOf(tomas, pair.scope)) await leaveIn(forum, bytes)
    ingrid.reach({ relay: true })
    await ingrid.open()
    await posted(ingrid)
    expect(relay.posted.get(box)?.length ?? 0).toBeGreaterThan(before)
  })
})

describe('A debt of one scope', () => {
  test('holds back its own writing alone, and outlives a restart', async () => {
    const { ingrid, tomas, priya } = await three(world)
    value(await ingrid.forum.grantRole(memberOf(tomas)))
    await until('Tomás is a moderator', () =>
      tomas.forum.members.read().some(({ isMe, isModerator }) => isMe && isModerator),
    )
    await note(ingrid, moderators, 'before')
    await reads(tomas, moderators, ['before'])
    await posted(ingrid, tomas)
    const old = await newest(ingrid, 'moderators')
    const sodium = await sodiumOnce()
    const oldBox = toHex(mailboxKeys(sodium, old).publicKey)
    ingrid.reach({ relay: false, mesh: false })
    value(await tomas.forum.layDownRole())
    await ingrid.close()
    await tomas.close()
    const theirs = await chainOf(tomas)
    const { id: device } = await secretsOf(tomas)
    await putOnDisk(ingrid, () => theirs.dag.entriesOf(device))
    const inOldBox = relay.posted.get(oldBox)?.length ?? 0
    ingrid.reach({ relay: true, mesh: true })
    await ingrid.open()
    await note(ingrid, moderators, 'after')
    park(ingrid, 'for all')
    await sees(priya, 'for all')
    await reads(ingrid, moderators, ['before', 'after'])
    await until('new keys are there', () => ingrid.forum.status.read().waiting === 0)
    expect(relay.posted.get(oldBox)?.length ?? 0).toBe(inOldBox)
    expect((await newest(ingrid, 'moderators')).epochId).not.toBe(old.epochId)
  })
})
