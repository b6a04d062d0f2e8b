import { createCapability, openMailboxClient } from '#tests/relay/rawClient.ts'
import { openAppender, openBareStore } from '../measure/appends.ts'
import { idleMemory, memoryFor, openSignalRoom } from '../measure/signalling.ts'
import { alternately, median } from '../measure/statistics.ts'
import { amount, type Findings } from '../report.ts'
import type { BenchWorld } from '../world/benchWorld.ts'
import { type BenchServer, startOurs, startStock } from '../world/servers.ts'

const signalRounds = 100
const appendRounds = 8
const appends = 512
/** Together with the rounds below the burst that a connection may have, so that the rate limits nothing. */
const warmUp = 2048
const ahead = 64
const memoryRounds = 3

/** What the relay costs beside y-webrtc's own signalling server and beside the bare store. */
export async function relayRows({ root }: BenchWorld): Promise<Findings> {
  const [ours, stock] = [await startOurs(root), await startStock(root)]
  try {
    const signal = await signalTimes(ours, stock)
    const kept = await appendTimes(ours)
    const idle = await idleSizes(root)
    const perSecond = (micros: number): string => `${Math.round(1e6 / micros)} a second`
    return {
      rows: [
        {
          what: 'one signal to eleven others (relay)',
          figure: median(signal.ours),
          anchor: median(signal.stock),
          unit: 'µs',
          against: 'y-webrtc’s signalling server',
          target: 1.5,
        },
        {
          what: '1,000 idle signalling connections (relay)',
          figure: median(idle.ours),
          anchor: median(idle.stock),
          unit: 'KB',
          against: 'y-webrtc’s signalling server',
          target: 1.5,
        },
        {
          what: `an append, ${ahead} ahead (relay)`,
          figure: median(kept.ours),
          anchor: median(kept.bare),
          unit: 'µs',
          against: `classic-level: one flush for ${ahead} rows`,
          target: null,
        },
      ],
      details: [
        {
          title: 'The relay',
          lines: [
            [`appends of 512 bytes, ${ahead} ahead`, perSecond(median(kept.ours))],
            ['appends of 512 bytes, one by one', perSecond(median(kept.single))],
            ['1,000 idle connections with a mailbox', amount(median(idle.mailboxes), 'KB')],
          ],
        },
      ],
    }
  } finally {
    await ours.stop()
    await stock.stop()
  }
}

async function signalTimes(ours: BenchServer, stock: BenchServer) {
  const rooms = { ours: await openSignalRoom(ours), stock: await openSignalRoom(stock) }
  const times = { ours: [] as number[], stock: [] as number[] }
  await alternately(
    signalRounds,
    async (round) => void times.ours.push(await rooms.ours.measure(round)),
    async (round) => void times.stock.push(await rooms.stock.measure(round)),
  )
  rooms.ours.close()
  rooms.stock.close()
  return times
}

async function appendTimes(server: BenchServer) {
  const [appender, bare] = [await openAppender(server), openBareStore()]
  const times = { ours: [] as number[], bare: [] as number[], single: [] as number[] }
  await appender.measure(warmUp, ahead)
  await bare.measure(warmUp, ahead)
  await alternately(
    appendRounds,
    async () => void times.ours.push(await appender.measure(appends, ahead)),
    async () => void times.bare.push(await bare.measure(appends, ahead)),
  )
  for (let round = 0; round < 3; round++) times.single.push(await appender.measure(100, 1))
  appender.close()
  await bare.close()
  return times
}

/** Each time in a server just started: what one took before is not given back. */
async function idleSizes(root: string) {
  const sizes = { ours: [] as number[], stock: [] as number[], mailboxes: [] as number[] }
  async function add(
    into: number[],
    server: BenchServer,
    measure: (server: BenchServer) => Promise<number>,
  ): Promise<void> {
    into.push(await measure(server))
    await server.stop()
  }
  for (let round = 0; round < memoryRounds; round++) {
    await add(sizes.ours, await startOurs(root), idleMemory)
    await add(sizes.stock, await startStock(root), idleMemory)
    await add(sizes.mailboxes, await startOurs(root), (server) =>
      memoryFor(server, async () => {
        const client = await openMailboxClient(server)
        await client.open(createCapability())
        return client.socket
      }),
    )
  }
  return sizes
}
