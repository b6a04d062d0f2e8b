import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchDesktop, runDesktop, type RunningDesktop } from '#tests/support/desktop/index.ts'
import { type Display, startDisplay } from '#tests/support/display.ts'
import { createHub, whyNoNamespaces } from '#tests/support/namespace/index.ts'
import { isRoot, makeUserFolder, ordinaryId } from '#tests/support/ordinaryUser.ts'
import { connectionState, connectPages } from './connect.ts'
import { processesNaming, status } from './processes.ts'
import { stageTinyApp, type TinyApp } from './tinyApp.ts'

const reason = await whyNoNamespaces()
const skipped = reason === null ? '' : ` (skipped: ${reason})`
const profiles = makeUserFolder('subrosa-profiles-')
let tiny: TinyApp
let display: Display

beforeAll(async () => {
  tiny = await stageTinyApp()
  display = await startDisplay()
})
afterAll(async () => {
  await display.stop()
  tiny.remove()
  rmSync(profiles, { recursive: true, force: true })
})

function choices(profile: string) {
  const profileDir = join(profiles, profile)
  return { executable: tiny.executable, display: display.name, profileDir }
}

describe('The desktop app under test', () => {
  test('runs as an ordinary user with its sandbox on', async () => {
    const desktop = await launchDesktop(choices('plain'))
    const renderer = await rendererOf(desktop)
    expect(status(renderer, 'Seccomp')).toBe('2')
    const user = isRoot() ? ordinaryId : process.getuid?.()
    expect(status(desktop.pid, 'Uid').split('\t')[0]).toBe(String(user))
    expect(readFileSync(`/proc/${desktop.pid}/cmdline`, 'utf8')).not.toContain('--no-sandbox')
    expect(await desktop.page.title()).toBe('Tiny')
    await desktop.app.close()
    await expect.poll(() => processesNaming(profiles)).toEqual([])
  })

  test('keeps what it writes in its profile and in the home beside it', async () => {
    const desktop = await launchDesktop({ ...choices('kept'), env: { LANG: 'C' } })
    expect(await desktop.app.evaluate(() => process.env['HOME'])).toBe(desktop.homeDir)
    expect(await desktop.app.evaluate(() => process.env['LANG'])).toBe('C')
    await desktop.app.close()
    expect(readdirSync(join(profiles, 'kept')).length).toBeGreaterThan(0)
  })

  test('can be run to its own end, with its exit code and what it printed', async () => {
    const end = await runDesktop({ ...choices('brief'), args: ['--quit-with=7'] })
    expect(end.code).toBe(7)
    expect(end.output).toContain('quitting')
  })

  test('says what went wrong when it cannot start', async () => {
    const executable = join(profiles, 'nothing-here')
    await expect(launchDesktop({ ...choices('never'), executable })).rejects.toThrow('nothing-here')
  })
})

describe.skipIf(reason !== null)(`The desktop app in a network of its own${skipped}`, () => {
  test('meets another, loses it when the cable is cut, and dies at once when killed', async () => {
    const hub = await createHub()
    try {
      const [ann, ben] = [await hub.addMember('Ann'), await hub.addMember('Ben')]
      const [one, other] = await Promise.all([
        launchDesktop({ ...choices('ann'), namespace: ann }),
        launchDesktop({ ...choices('ben'), namespace: ben }),
      ])
      expect(status(await rendererOf(one), 'Seccomp')).toBe('2')
      const offer = await connectPages(one.page, other.page)
      expect(offer).toContain(ann.address)
      await ann.cut()
      await expect
        .poll(() => connectionState(other.page), { timeout: 30_000 })
        .toMatch(/disconnected|failed/)
      await ann.mend()
      await expect
        .poll(() => connectionState(other.page), { timeout: 30_000 })
        .toMatch(/connected|completed/)
      await Promise.all([one.kill(), other.app.close()])
      await expect.poll(() => processesNaming(profiles)).toEqual([])
    } finally {
      await hub.remove()
    }
  })
})

function rendererOf(desktop: RunningDesktop): Promise<number> {
  return desktop.app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
  )
}
