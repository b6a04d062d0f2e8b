import { createHash, randomInt } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countOf, decodeRelayFrame } from '#shared/wire/relay/index.ts'
import { createCapability, openMailboxClient } from './rawClient.ts'
import { createRelayRuns, readAll, type RelayRuns } from './relayRuns.ts'

const rounds = Number(process.env.RELAY_KILLS ?? '20')
const seed = Number(process.env.RELAY_SEED ?? randomInt(2 ** 31))

let runs: RelayRuns
beforeAll(async () => {
  runs = await createRelayRuns()
})
afterAll(() => runs.remove())

/** The number with this name, from 0 up to below `under`: the same for the same seed. */
function drawn(name: string, under: number): number {
  return createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE() % under
}

function blobOf(round: number, writer: number, at: number): Buffer {
  const name = `${round} ${writer} ${at}`
  return Buffer.alloc(1 + drawn(name, 20_000), name)
}

test(`Killed ${rounds} times at any moment while three append and a backup is made, a relay lost nothing that it acknowledged (seed ${seed})`, async () => {
  console.log(`RELAY_SEED=${seed} RELAY_KILLS=${rounds}`)
  const data = await runs.folder()
  const backups = await runs.folder()
  const capability = createCapability()
  const acknowledged = new Map<number, string>()
  let inFlight = 0
  for (let round = 0; round < rounds; round++) {
    const { relay, url } = await runs.ready('--data', data, '--backups', backups)
    const writers = await Promise.all(
      [0, 1, 2].map(async (writer) => {
        const client = await openMailboxClient({ url })
        expect(await client.open(capability)).toMatchObject({ type: 'opened' })
        const sent = new Map<number, string>()
        client.socket.on('message', (data: Buffer) => {
          const frame = decodeRelayFrame(new Uint8Array(data))
          if (!frame.ok || frame.value.type !== 'appended') return
          const { request, cursor } = frame.value
          acknowledged.set(countOf(cursor), sent.get(request) ?? 'an answer to nothing asked')
          sent.delete(request)
        })
        return { client, writer, sent }
      }),
    )
    for (const { client, writer, sent } of writers) {
      const total = 40 + drawn(`${round} ${writer}`, 200)
      for (let at = 0; at < total; at++) {
        const blob = blobOf(round, writer, at)
        const id = createHash('sha256').update(`${round} ${writer} ${at}`).digest('hex').slice(32)
        sent.set(1000 + at, blob.toString('hex'))
        client.send({ type: 'append', request: 1000 + at, box: 0, id, blob })
      }
    }
    if (round % 3 === 0) relay.kill('SIGUSR2')
    await new Promise((resolve) => setTimeout(resolve, drawn(`wait ${round}`, 400)))
    relay.kill('SIGKILL')
    await relay.ended
    await Promise.all(writers.map(({ client }) => client.closed))
    inFlight += writers.reduce((sum, { sent }) => sum + sent.size, 0)
  }
  console.log(`${acknowledged.size} acknowledged, ${inFlight} in flight when killed`)

  const { url } = await runs.ready('--data', data)
  const client = await openMailboxClient({ url })
  await client.open(capability)
  const found = await readAll(client)
  for (const [count, hex] of acknowledged)
    expect(found.get(count) === hex, `blob ${count}`).toBe(true)
  expect([...found.keys()]).toEqual(Array.from(found, (_, at) => at + 1))
  // Kills that always come before or after the work would show nothing.
  expect(acknowledged.size).toBeGreaterThan(0)
  expect(inFlight).toBeGreaterThan(0)

  const whole = (await readdir(backups)).filter((name) => !name.endsWith('.unfinished'))
  for (const name of whole) {
    const restored = await runs.ready('--data', join(backups, name))
    const reader = await openMailboxClient(restored)
    await reader.open(capability)
    for (const [count, hex] of await readAll(reader)) expect(found.get(count) === hex).toBe(true)
  }
  console.log(`${whole.length} backups were whole`)
}, 1_800_000)
