import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startDisplay } from '#tests/support/display.ts'

test('Two virtual displays take two free numbers and go when they are stopped', async () => {
  const displays = await Promise.all([startDisplay(), startDisplay()])
  const sockets = displays.map(({ name }) => `/tmp/.X11-unix/X${name.slice(1)}`)
  expect(new Set(sockets).size).toBe(2)
  for (const socket of sockets) expect(existsSync(socket)).toBe(true)
  await Promise.all(displays.map((display) => display.stop()))
  for (const socket of sockets) expect(existsSync(socket)).toBe(false)
})
