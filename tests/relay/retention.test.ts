import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { loadSodium, type KeyPair, type Sodium } from '#crypto'
import type { Relay } from '#main/relay/index.ts'
import { connectRelay, type RelayLink } from '#renderer/data/relay/index.ts'
import { countOf } from '#shared/wire/relay/index.ts'
import { createCapability, openMailboxClient, started, type Capability } from './rawClient.ts'

const day = 24 * 60 * 60 * 1000

let sodium: Sodium
let relay: Relay
let data: string
let capability: KeyPair
const links: RelayLink[] = []

beforeAll(async () => {
  sodium = await loadSodium((length) => new Uint8Array(randomBytes(length)))
  vi.stubGlobal('WebSocket', WebSocket)
})
afterAll(() => vi.unstubAllGlobals())
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  data = await mkdtemp(join(tmpdir(), 'relay-retention-'))
  relay = await started({ data, limits: { keepDays: 0 } })
  capability = sodium.signingPair(new Uint8Array(randomBytes(32)))
})
afterEach(async () => {
  vi.useRealTimers()
  for (const link of links.splice(0)) link.close()
  await relay.stop()
  await rm(data, { recursive: true, force: true })
})

/** Starts the relay anew a day later, so that it looks at the clock and drops what came before today. */
async function tomorrow(): Promise<void> {
  const { port } = relay
  await relay.stop()
  vi.setSystemTime(Date.now() + day)
  relay = await started({ port, data, limits: { keepDays: 0 } })
}

async function countIn(mailbox: Capability): Promise<number> {
  const client = await openMailboxClient(relay)
  await client.open(mailbox)
  const answer = await client.ask({ type: 'inspect', request: 1, box: 0 })
  client.socket.close()
  return answer.type === 'inspected' ? answer.inspection.count : -1
}

function openReader(from = 0) {
  const seen: string[] = []
  const codes: (string | null)[] = []
  const onForgotten = vi.fn()
  const link = connectRelay({
    url: relay.url,
    sodium,
    backoff: { firstMs: 20, maxMs: 100 },
    onStatus: ({ failure }) => void codes.push(failure),
  })
  links.push(link)
  const mailbox = link.openMailbox(capability, {
    from,
    onBlob: (_cursor, bytes) => void seen.push(Buffer.from(bytes).toString()),
    onForgotten,
  })
  return { mailbox, seen, codes, onForgotten }
}

const text = (words: string): Uint8Array => new TextEncoder().encode(words)

const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 60_000, interval: 20 })

describe('A relay that drops what is too old', () => {
  test('answers what is left, and cursors go on', async () => {
    const mailbox = createCapability()
    const before = await openMailboxClient(relay)
    await before.open(mailbox)
    for (const byte of [1, 2, 3]) await before.append(Uint8Array.of(byte))
    await tomorrow()
    await eventually(async () => expect(await countIn(mailbox)).toBe(0))
    const after = await openMailboxClient(relay)
    expect(await after.open(mailbox)).toMatchObject({ newest: before.at(3) })
    expect(
      await after.ask({ type: 'read', request: 1, box: 0, after: after.at(1), limitBytes: 1000 }),
    ).toMatchObject({ type: 'page', blobs: [], more: false })
    expect(await after.append(Uint8Array.of(4))).toMatchObject({ cursor: after.at(4) })
  })

  test('is no relay that forgot: a link goes on behind the gap and posts nothing again', async () => {
    const writer = openReader()
    const one = await writer.mailbox.append(text('one'))
    if (!one.ok) throw new Error(one.failure.code)
    await writer.mailbox.append(text('two'))
    await eventually(() => expect(countOf(writer.mailbox.cursor())).toBe(2))
    await tomorrow()
    await eventually(async () =>
      expect(await writer.mailbox.inspect()).toMatchObject({ value: { count: 0 } }),
    )

    const missedSome = openReader(one.value)
    const isNew = openReader()
    for (const { mailbox } of [writer, missedSome, isNew])
      await eventually(() => expect(countOf(mailbox.cursor())).toBe(2))
    await writer.mailbox.append(text('three'))
    for (const { seen } of [missedSome, isNew])
      await eventually(() => expect(seen).toEqual(['three']))
    for (const { onForgotten, codes } of [writer, missedSome, isNew]) {
      expect(onForgotten).not.toHaveBeenCalled()
      expect(codes).not.toContain('relay-malformed')
    }
  })
})
