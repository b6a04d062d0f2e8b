import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  protocol,
  session,
  utilityProcess,
} from 'electron'
import { openRelayChoice } from './files/relayChoice.ts'
import { openVaultFile } from './files/vaultFile.ts'
import { guardNavigation } from './guard/navigation.ts'
import { guardNetwork } from './guard/network.ts'
import { guardPermissions } from './guard/permissions.ts'
import { createHostedRelay } from './hostedRelay.ts'
import { createHandlers } from './ipc/handlers.ts'
import { registerChannels } from './ipc/register.ts'
import { scheme } from './protocol/origin.ts'
import { servePage } from './protocol/servePage.ts'
import { isRelease, isSupportedRuntime, windowTitle } from './runtime.ts'
import { readStartOptions, type StartOptions } from './startOptions.ts'
import { openWindow } from './window.ts'

const exitCode = { refused: 2, profileInUse: 3 } as const

start()

/** Start-up as a flat list of steps. Nothing is shown before every guard stands. */
function start(): void {
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
  if (isRelease() && !isSupportedRuntime(process.versions.electron))
    return refuse('This Subrosa came with an Electron that is out of date. Please install it anew.')
  const options = readStartOptions(process.argv, process.env, app.getPath('userData'))
  if (!options.ok)
    return refuse(
      'The relay address given at the start cannot be used. It looks like wss://relay.example, or ws://192.168.1.5:4455 at home.',
    )
  useProfile(options.value.profile)
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write('Subrosa is already open with this profile; its window comes forward.\n')
    return app.exit(exitCode.profileInUse)
  }
  guardNavigation(app)
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => open(options.value))
}

async function open(options: StartOptions): Promise<void> {
  const relay = openRelayChoice(options.profile, options.relay)
  const hosted = createHostedRelay(
    () => utilityProcess.fork(join(__dirname, 'relay.cjs'), [], { serviceName: 'Subrosa relay' }),
    join(options.profile, 'relay'),
  )
  let window: BrowserWindow | null = null
  Menu.setApplicationMenu(null)
  guardPermissions(session.defaultSession)
  guardNetwork(session.defaultSession, relay.url)
  servePage(protocol, join(__dirname, '..', 'renderer'), relay.url)
  registerChannels(
    ipcMain,
    createHandlers({
      version: app.getVersion(),
      electron: process.versions.electron,
      supportedRuntime: isSupportedRuntime(process.versions.electron),
      vault: openVaultFile(options.profile),
      relay,
      hosted,
      reloadPage: () => setImmediate(() => window?.webContents.reload()),
    }),
  )
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  window = await openWindow(windowTitle(process.versions.electron), join(__dirname, 'preload.cjs'))
  window.on('closed', () => (window = null))
}

function useProfile(profile: string): void {
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  app.setPath('userData', profile)
  app.setPath('sessionData', join(profile, 'page'))
  app.setPath('crashDumps', join(profile, 'crashes'))
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  dialog.showErrorBox('Subrosa', sentence)
  app.exit(exitCode.refused)
}
