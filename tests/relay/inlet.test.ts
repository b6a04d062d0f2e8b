import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { takeFrames } from '#main/relay/inlet.ts'
import { startHostileRelay } from './hostileRelay.ts'

test("a fault of the relay's own ends the one connection that met it", async () => {
  const events: string[] = []
  const server = await startHostileRelay((socket) =>
    takeFrames(socket, {
      rate: { perSecond: 1000, burst: 1000 },
      workBytes: 1000,
      cost: ({ bytes }) => bytes.length,
      handle: ({ bytes }) =>
        bytes.length > 1 ? Promise.reject(new Error('fault')) : Promise.resolve(),
      onEvent: (event) => events.push(event),
    }),
  )
  const [well, ill] = [new WebSocket(server.url), new WebSocket(server.url)]
  const open = new Promise((resolve) => well.on('open', resolve))
  const closed = new Promise((resolve) => ill.on('close', resolve))
  ill.on('open', () => ill.send('ab'))
  await open
  expect(await closed).toBe(1006)
  expect(events).toEqual(['connection-failed'])
  well.send('a')
  expect(well.readyState).toBe(WebSocket.OPEN)
  await server.stop()
})
