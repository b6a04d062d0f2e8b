import { describe, expect, test } from 'vitest'
import './edge.ts'
import {
  createDevice,
  createGenesis,
  createInvite,
  type EnvelopeHeader,
  openEpoch,
  reduceChain,
} from '#crypto'
import { openSharedDocument } from '#renderer/data/docs/index.ts'
import { createAuthor } from '#renderer/data/forum/author.ts'
import { openChain } from '#renderer/data/forum/chain.ts'
import { coalesce } from '#renderer/data/forum/coalesce.ts'
import { createHeadsAlong } from '#renderer/data/forum/headsAlong.ts'
import { createOutgoing } from '#renderer/data/forum/outgoing.ts'
import { createQuarantineReader } from '#renderer/data/forum/quarantineReader.ts'
import { createQuiet } from '#renderer/data/forum/quiet.ts'
import { openSealedLog, type SealedLog, type StoredEnvelope } from '#renderer/data/log/index.ts'
import { openProfile } from '#renderer/data/profile/index.ts'
import type { DeviceId, EntryId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { pause, sodiumOnce, until, value } from './world.ts'

let databases = 0

async function newLog(): Promise<SealedLog> {
  const sodium = await sodiumOnce()
  const name = `parts-${++databases}`
  return value(await openSealedLog({ name, rowKey: new Uint8Array(32), sodium }))
}

/** A forum of one, with so many invitations after its first keys. */
async function shortChain(invitations: number) {
  const sodium = await sodiumOnce()
  const device = createDevice(sodium)
  const genesis = value(createGenesis(sodium, device, { clock: 1 }))
  const entries = [genesis]
  const state = () => reduceChain(sodium, genesis.forum, entries)
  entries.push(value(openEpoch(sodium, state(), device, { clock: 1 })))
  for (let count = 0; count < invitations; count++)
    entries.push(
      value(
        createInvite(sodium, state(), device, {
          clock: 1,
          seed: sodium.random(16),
          expiresAt: 1_000_000,
        }),
      ),
    )
  return { sodium, device, forum: genesis.forum, entries, state }
}

describe('Own entries', () => {
  test('that are made at the same moment follow each other', async () => {
    const { sodium, device, forum, entries } = await shortChain(0)
    const chain = value(await openChain(sodium, forum, await newLog()))
    value(await chain.add(entries.map(({ bytes }) => bytes)))
    const publish = createAuthor(chain, () => undefined)
    const invite = () =>
      publish(async (state) => {
        await pause(10)
        const made = createInvite(sodium, state, device, {
          clock: 1,
          seed: sodium.random(16),
          expiresAt: 9,
        })
        return made.ok ? ok([made.value]) : made
      })
    for (const result of await Promise.all([invite(), invite(), invite()])) value(result)
    expect(chain.state.read().suspended.size).toBe(0)
    expect(chain.state.read().invitations.size).toBe(3)
  })

  test('go on after one that threw', async () => {
    const { sodium, forum, entries } = await shortChain(1)
    const chain = value(await openChain(sodium, forum, await newLog()))
    const publish = createAuthor(chain, () => undefined)
    await expect(publish(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    value(await publish(() => ok(entries)))
    expect(chain.ids()).toHaveLength(3)
  })
})

describe('The chain', () => {
  test('says when something waits for parents, and takes it when it comes again', async () => {
    const { sodium, forum, entries } = await shortChain(2)
    const chain = value(await openChain(sodium, forum, await newLog()))
    const bytes = entries.map((entry) => entry.bytes)
    const [first = new Uint8Array(), ...rest] = bytes
    const early = value(await chain.add(rest))
    expect(early).toMatchObject({ added: [], waits: true })
    value(await chain.add([first]))
    const late = value(await chain.add(rest))
    expect(late.added).toHaveLength(3)
    expect(late.waits).toBe(false)
  })

  test('takes what two ways bring at once, whichever has the parents', async () => {
    const { sodium, forum, entries } = await shortChain(1)
    const chain = value(await openChain(sodium, forum, await newLog()))
    const [a, b, c] = entries.map(({ bytes }) => [bytes])
    const all = await Promise.all([chain.add(a ?? []), chain.add(b ?? []), chain.add(c ?? [])])
    expect(all.map((each) => value(each).waits)).toEqual([false, false, false])
    expect(chain.ids()).toHaveLength(3)
  })

  test('keeps nothing of what was never authorised', async () => {
    const { sodium, forum, entries } = await shortChain(0)
    const other = await shortChain(3)
    const log = await newLog()
    const chain = value(await openChain(sodium, forum, log))
    value(await chain.add([...entries, ...other.entries].map(({ bytes }) => bytes)))
    expect(chain.ids()).toHaveLength(2)
    expect(value(await log.allEntries())).toHaveLength(2)
  })
})

describe('Chain heads along a log', () => {
  test('only go forward', async () => {
    const { state, entries, device } = await shortChain(2)
    const ids = entries.map(({ id }) => id)
    const along = createHeadsAlong(state)
    const opened = (seq: number, heads: readonly EntryId[]) => ({
      id: 'aa'.repeat(32) as never, // 32 bytes
      payload: new Uint8Array(),
      // The other fields are not looked at.
      header: {
        document: 'agenda',
        device: device.id,
        incarnation: 'ab',
        seq,
        chainHeads: heads,
      } as unknown as EnvelopeHeader,
    })
    const at = (index: number) => ids.slice(index, index + 1)
    expect(along.goOn(opened(1, at(1)))).toBe(true)
    expect(along.goOn(opened(2, at(2)))).toBe(true)
    expect(along.goOn(opened(3, at(2)))).toBe(true)
    expect(along.goOn(opened(4, at(1)))).toBe(false)
    expect(along.goOn(opened(2, at(2)))).toBe(true)
    expect(along.goOn(opened(4, at(3)))).toBe(true)
  })
})

describe('A quiet moment', () => {
  test('shows a state that holds exactly what is stored, although somebody types on', async () => {
    const stored: Uint8Array[] = []
    const outgoing = createOutgoing({
      writer: {
        async write(_kind, _document, _format, payload) {
          await pause(5)
          stored.push(payload)
          return ok({} as StoredEnvelope) // nobody looks at it
        },
        seal: () => fail('malformed'),
      },
      onStored: () => undefined,
      onProblem: () => undefined,
    })
    const shared = openSharedDocument({
      name: 'agenda',
      clientId: 7,
      onUpdate: (update) => outgoing.write('agenda', update),
    })
    const text = shared.text('notes')
    const typing = setInterval(
      () => value(shared.transact(() => text.insert(text.length, 'x'), 'typing')),
      15,
    )
    const door = { isIdle: () => true, pause: () => Promise.resolve(() => undefined) }
    const documents = () => new Map([['agenda' as const, shared]])
    const quiet = createQuiet({ documents, outgoing, door })
    for (let round = 0; round < 10; round++) {
      await pause(20)
      const taken = value(
        await quiet.moment(() => ({
          state: shared.encodeSnapshot(),
          count: stored.length,
        })),
      )
      const byState = openSharedDocument({ name: 'a', clientId: 8, onUpdate: () => undefined })
      value(byState.loadSnapshot(taken.state))
      const byLog = openSharedDocument({ name: 'b', clientId: 9, onUpdate: () => undefined })
      value(byLog.applyAll(stored.slice(0, taken.count)))
      expect(byState.nextClock(7)).toBe(byLog.nextClock(7))
    }
    clearInterval(typing)
    shared.destroy()
  })
})

describe('What was laid aside', () => {
  test('stays when the disk refuses, and goes when it was placed or refused for good', async () => {
    const log = await newLog()
    const source = 'aa'.repeat(32) as DeviceId // 32 bytes
    const outcomes: Result<'placed' | 'waits'>[] = [
      fail('database-failed'),
      ok('waits'),
      fail('malformed'),
      ok('placed'),
    ]
    for (const [at] of outcomes.entries())
      value(await log.quarantine({ source, bytes: Uint8Array.of(at) }))
    let room = 0
    const reader = createQuarantineReader(
      log,
      ([at = 0]) => Promise.resolve(outcomes[at] ?? ok('placed')),
      () => room++,
    )
    reader.soon()
    await until('there is room', () => room === 1)
    const left = value(await log.quarantined()).map(({ bytes }) => bytes[0])
    expect(left).toEqual([0, 1])
    reader.stop()
  })
})

describe('Changes of the vault', () => {
  test('go on after one whose storing threw', async () => {
    let throws = true
    const profile = openProfile({ version: 1, forum: null }, () => {
      if (throws) return Promise.reject(new Error('no desktop'))
      return Promise.resolve(ok(null))
    })
    await expect(profile.change((contents) => contents)).rejects.toThrow('no desktop')
    throws = false
    value(await profile.change((contents) => contents))
  })
})

describe('Work that is coalesced', () => {
  test('runs one at a time and once more for all who came meanwhile', async () => {
    let running = 0
    let runs = 0
    const work = coalesce(async () => {
      running++
      expect(running).toBe(1)
      await pause(10)
      running--
      runs++
    })
    await Promise.all([work(), work(), work(), work()])
    expect(runs).toBe(2)
    await work()
    expect(runs).toBe(3)
  })
})
