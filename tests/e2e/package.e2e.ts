import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isSupportedRuntime, windowTitle } from '#main/desktop/runtime.ts'
import { launchDesktop, runDesktop, type RunningDesktop } from '#tests/support/desktop/index.ts'
import { type Display, startDisplay } from '#tests/support/display.ts'
import { copyApp, packagedApp, type PackagedApp } from '#tests/support/packagedApp.ts'
import { askScript, stagedApp } from '#tests/support/stagedApp.ts'
import { ask } from '../security/desk.ts'
import { reach } from '../security/reach.ts'

let packaged: PackagedApp
let display: Display

beforeAll(async () => {
  packaged = await packagedApp()
  display = await startDisplay()
}, 600_000)
afterAll(async () => {
  await display.stop()
  packaged.remove()
})

function choices(profile: string, executable = packaged.executable) {
  return { executable, display: display.name, profileDir: join(packaged.folder, '..', profile) }
}

describe('The packaged app', () => {
  test('has the fuses of electron-builder.yml, but for what only this runtime needs', () => {
    const bin = fileURLToPath(import.meta.resolve('@electron/fuses/dist/bin.js'))
    const words = [bin, 'read', '--app', packaged.executable]
    const read = execFileSync(process.execPath, words, { encoding: 'utf8' })
    const fuses = Object.fromEntries(
      [...read.matchAll(/(\w+) is (\w+)/g)].map(([, name = '', state = '']) => [name, state]),
    )
    expect(fuses).toMatchObject({
      RunAsNode: 'Disabled',
      EnableCookieEncryption: 'Enabled',
      EnableNodeOptionsEnvironmentVariable: 'Disabled',
      // A release has this one disabled; Playwright needs it here.
      EnableNodeCliInspectArguments: 'Enabled',
      EnableEmbeddedAsarIntegrityValidation: 'Enabled',
      OnlyLoadAppFromAsar: 'Enabled',
      LoadBrowserProcessSpecificV8Snapshot: 'Disabled',
    })
    expect([undefined, 'Disabled']).toContain(fuses.GrantFileProtocolExtraPrivileges)
  })

  test('is one archive, with the native part for this system beside it and no other', () => {
    const resources = join(packaged.folder, 'resources')
    expect(readdirSync(resources).sort()).toEqual(['app.asar', 'app.asar.unpacked'])
    const native = join(resources, 'app.asar.unpacked/node_modules/classic-level/prebuilds')
    expect(readdirSync(native)).toEqual([`${process.platform}-${process.arch}`])
  })

  test('opens its door as an ordinary user, and hosts a relay that keeps what it holds', async () => {
    const desktop = await launchDesktop(choices('profile'))
    try {
      expect(await desktop.app.evaluate(({ app }) => [app.isPackaged, app.getAppPath()])).toEqual([
        true,
        join(packaged.folder, 'resources', 'app.asar'),
      ])
      expect(await titleOf(desktop)).toBe(windowTitle(packaged.electron))
      await desktop.page.getByRole('heading', { level: 1 }).first().waitFor()
      expect(desktop.page.url()).toMatch(/^app:\/\/subrosa\//)
      const address = await ask(desktop.page, 'relayHost', { on: true, port: await freePort() })
      expect(address).toEqual({ ok: true, value: expect.stringMatching(/^ws:\/\/[\d.]+:\d+$/) })
      const { value } = address as { value: string }
      expect(await reach(`${value}/mailbox`)).toBe('open')
      expect(existsSync(join(packaged.folder, '..', 'profile', 'relay', 'CURRENT'))).toBe(true)
      expect(await ask(desktop.page, 'relayHost', { on: false, port: 4455 })).toEqual({
        ok: true,
        value: null,
      })
      expect(await reach(`${value}/mailbox`)).toBe('ECONNREFUSED')
    } finally {
      await desktop.app.close()
    }
  })
})

describe('A release', () => {
  test('refuses to start on an Electron that is out of date, and says so', async () => {
    const staged = await stagedApp()
    const copy = copyApp(staged.folder)
    try {
      const main = join(copy.folder, 'resources', 'app', 'main')
      const vite = join(process.cwd(), 'node_modules', 'vite', 'bin', 'vite.js')
      const words = ['build', '--config', 'main/vite.config.ts', '--logLevel', 'warn']
      // Vite empties the folder first, so it writes into none of the linked files.
      execFileSync(process.execPath, [vite, ...words, '--outDir', main, '--emptyOutDir'], {
        env: { ...process.env, SUBROSA_RELEASE: '1' },
      })
      execFileSync('chmod', ['-R', 'a+rX', main])
      const end = await runDesktop(choices('release', join(copy.folder, 'electron')), 15_000)
      if (isSupportedRuntime(staged.electron)) {
        expect(end.code).toBeNull()
      } else {
        expect(end.code).toBe(2)
        expect(end.output).toContain('an Electron that is out of date')
        expect(readdirSync(join(packaged.folder, '..', 'release'))).toEqual([])
      }
    } finally {
      copy.remove()
    }
  })

  test('is not packaged with another Electron than the one it ships', async () => {
    const shipped = /^electronVersion: (.+)$/m.exec(
      readFileSync('electron-builder.yml', 'utf8'),
    )?.[1]
    if (packaged.electron === shipped) return
    const packaging = askScript('package.mjs', 'packageApp', { SUBROSA_RELEASE: '1' })
    await expect(packaging).rejects.toThrow(`A release needs Electron ${shipped}`)
  })
})

function titleOf(desktop: RunningDesktop) {
  return desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())
}

/** A port that nobody uses now; the bridge takes no 0. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  return address.port
}
