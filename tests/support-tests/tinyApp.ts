import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeUserFolder } from '#tests/support/ordinaryUser.ts'

const main = `
const { app, BrowserWindow } = require('electron')
app.setPath('userData', process.env.SUBROSA_PROFILE)
app.enableSandbox()
app.on('window-all-closed', () => app.quit())
const [, quitWith] = process.argv.join(' ').match(/--quit-with=(\\d+)/) ?? []
if (quitWith) {
  console.error('quitting')
  app.exit(Number(quitWith))
}
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 500, height: 400 })
  void window.loadURL('data:text/html,<title>Tiny</title><h1>Tiny</h1>')
})
`

/** Where the smallest app lies that opens a sandboxed window, and how to remove it again. */
export interface TinyApp {
  readonly executable: string
  remove(): void
}

/** Puts the smallest app into a copy of the Electron runtime that this machine has. */
export async function stageTinyApp(): Promise<TinyApp> {
  const script = new URL('../../scripts/lib/runtime.mjs', import.meta.url).href
  const { findRuntime }: { findRuntime: () => Promise<{ folder: string }> } = await import(
    /* @vite-ignore */ script
  )
  const { folder } = await findRuntime()
  const stage = makeUserFolder('subrosa-tiny-')
  const runtime = join(stage, 'electron')
  try {
    execFileSync('cp', ['-al', folder, runtime], { stdio: 'ignore' })
  } catch {
    // Hard links do not reach another disk.
    rmSync(runtime, { recursive: true, force: true })
    execFileSync('cp', ['-a', folder, runtime])
  }
  for (const name of ['app', 'app.asar', 'default_app.asar']) {
    rmSync(join(runtime, 'resources', name), { recursive: true, force: true })
  }
  const app = join(runtime, 'resources', 'app')
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{ "name": "tiny", "main": "main.cjs" }')
  writeFileSync(join(app, 'main.cjs'), main)
  return {
    executable: join(runtime, 'electron'),
    remove: () => rmSync(stage, { recursive: true, force: true }),
  }
}
