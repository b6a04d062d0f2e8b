import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createReturnCode,
  deriveEpochKeys,
  mailboxKeys,
  mailboxName,
  parseReturnCode,
  returnCodeMailbox,
  waybillMailbox,
} from '#crypto'
import type { Forum } from '#renderer/data/forum/index.ts'
import { connectRelay } from '#renderer/data/relay/index.ts'
import { toHex } from '#shared/ids.ts'
import { createLine } from './edge.ts'
import { chainOf, heldBy, secretsOf } from './offline.ts'
import { type Computer, pause, sodiumOnce, startWorld, until, value, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.end())

const sodium = await sodiumOnce()

/** Resolves once every device of the forum holds the current keys, as this computer knows it. */
async function sealed(computer: Computer): Promise<void> {
  await until('all hold the keys', () => {
    const { owed, waitingFor } = computer.forum.sealing.read()
    return !owed && waitingFor.length === 0
  })
  await pause(200)
}

/** All mailboxes that a computer could hear from by itself: of its keys, and its own. */
async function ways(computer: Computer): Promise<readonly string[]> {
  const { forum, epochs } = heldBy(computer)
  const ofKeys = epochs.map(({ scope, epochId, key }) =>
    mailboxKeys(sodium, deriveEpochKeys(sodium, { forum, scope, epochId, epochKey: key })),
  )
  const { id } = await secretsOf(computer)
  const own = (await chainOf(computer)).dag
    .entriesOf(id)
    .flatMap(({ body }) =>
      body.type === 'epoch.ack' ? [waybillMailbox(sodium, body.mailbox)] : [],
    )
  return [...ofKeys, ...own].map(({ publicKey }) => toHex(mailboxName(sodium, publicKey)))
}

/** Ingrid and Tomás went on to other keys, and nothing that Away still hears from says so. */
async function lostTouch() {
  const ingrid = await world.found('Ingrid')
  const tomas = await world.letIn(ingrid, 'Tomás')
  const away = await world.letIn(ingrid, 'Away')
  for (const each of [ingrid, tomas, away]) await sealed(each)
  const { id } = await secretsOf(away)
  await away.close()
  away.reach({ mesh: false })
  away.lose(await ways(away))
  value(await ingrid.forum.renewKeys())
  value(ingrid.forum.parkingLot.addTopic({ title: 'while you slept' }))
  await until('Tomás hears', () => tomas.topics().includes('while you slept'))
  await away.open()
  await pause(2_000)
  expect(away.topics()).not.toContain('while you slept')
  return { ingrid, tomas, away, id }
}

/** The code as if it had been read out to that computer: each reaches the relay by its own address. */
function readOut(code: string, to: Computer): string {
  const { seed } = value(parseReturnCode(sodium, code))
  return value(createReturnCode(sodium, { seed, relay: to.relayUrl() }))
}

const codeOf = async (used: ReturnType<Forum['useReturnCode']>) => {
  const result = await used
  return result.ok ? result.value.led : result.failure.code
}

describe('A computer that has lost touch', () => {
  test('comes back by a return code, which any member may make', async () => {
    const { ingrid, tomas, away, id } = await lostTouch()
    const code = readOut(value(await tomas.forum.makeReturnCode(id)), away)
    expect(await codeOf(away.forum.useReturnCode(code))).toBe('back')
    await until('Away is there again', () => away.topics().includes('while you slept'))
    value(away.forum.parkingLot.addTopic({ title: 'good morning' }))
    await until('the others hear', () => ingrid.topics().includes('good morning'))
    // Once more changes nothing.
    expect(await codeOf(away.forum.useReturnCode(code))).toBe('back')
  })

  test('is told what is wrong with a code that leads nowhere', async () => {
    const { tomas, away, id } = await lostTouch()
    const good = value(await tomas.forum.makeReturnCode(id))
    const forTomas = value(await tomas.forum.makeReturnCode((await secretsOf(tomas)).id))
    const invitation = value(await tomas.forum.invite(60_000)).code
    const { forum } = away
    expect(await codeOf(forum.useReturnCode('ABCDE'))).toBe('return-code-malformed')
    expect(await codeOf(forum.useReturnCode(invitation))).toBe('return-code-malformed')
    expect(await codeOf(forum.useReturnCode(good))).toBe('elsewhere')
    expect(await codeOf(forum.useReturnCode(readOut(forTomas, away)))).toBe('return-code-empty')
    const nowhere = { seed: sodium.random(16), relay: away.relayUrl() }
    const empty = value(createReturnCode(sodium, nowhere))
    expect(await codeOf(forum.useReturnCode(empty))).toBe('return-code-empty')
    expect(away.topics()).not.toContain('while you slept')
    expect(await codeOf(forum.useReturnCode(readOut(good, away)))).toBe('back')
    await until('the right one leads back', () => away.topics().includes('while you slept'))
  })
})

test('whoever overhears a return code finds nothing that they can open, and what they add does no harm', async () => {
  const { tomas, away, id } = await lostTouch()
  const code = value(await tomas.forum.makeReturnCode(id))
  const state = await chainOf(tomas)
  const relay = connectRelay({ url: world.urlOf(createLine()), sodium })
  const found: Uint8Array[] = []
  const mailbox = relay.openMailbox(
    returnCodeMailbox(sodium, value(parseReturnCode(sodium, code))),
    {
      from: 0,
      onBlob: (_cursor, bytes) => void found.push(bytes),
    },
  )
  await until('they see what lies there', () => found.length === 1)
  const names = [state.forum, ...state.dag.entriesOf(id).map((entry) => entry.id)]
  const text = found.map(toHex).join()
  for (const name of names) expect(text).not.toContain(name)
  value(await mailbox.append(sodium.random(1_648)))
  relay.close()
  expect(await codeOf(away.forum.useReturnCode(readOut(code, away)))).toBe('back')
  await until('Away is there again', () => away.topics().includes('while you slept'))
})

test('a computer that was taken out gets no return code', async () => {
  const ingrid = await world.found('Ingrid')
  const away = await world.letIn(ingrid, 'Away')
  await sealed(ingrid)
  const { id } = await secretsOf(away)
  value(await ingrid.forum.remove(away.forum.me))
  const made = await ingrid.forum.makeReturnCode(id)
  expect(made.ok ? 'ok' : made.failure.code).toBe('device-not-active')
})
