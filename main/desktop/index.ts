import { accessSync, constants, mkdirSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import {
  app,
  type BrowserWindow,
  dialog,
  protocol,
  safeStorage,
  session,
  utilityProcess,
} from 'electron'
import { openRelayChoice } from './files/relayChoice.ts'
import { openSettings } from './files/settings.ts'
import { openVaultFile } from './files/vaultFile.ts'
import { guardNavigation } from './guard/navigation.ts'
import { guardNetwork } from './guard/network.ts'
import { guardPermissions } from './guard/permissions.ts'
import { createHostedRelay } from './hostedRelay.ts'
import { createHandlers } from './ipc/handlers.ts'
import { registerChannels } from './ipc/register.ts'
import { createKeptHosting } from './keptHosting.ts'
import { openKeyring } from './keyring/keyring.ts'
import { wrapSafeStorage } from './keyring/systemKeychain.ts'
import { setMenu } from './menu.ts'
import { ownAddress } from './ownAddress.ts'
import { scheme } from './protocol/origin.ts'
import { servePage } from './protocol/servePage.ts'
import { isRelease, isSupportedRuntime, windowTitle } from './runtime.ts'
import { readStartOptions, type StartOptions } from './startOptions.ts'
import { openWindow } from './window.ts'

const exitCode = { refused: 2, profileInUse: 3 } as const

const sentences = {
  runtime: 'This Subrosa came with an Electron that is out of date. Please install it anew.',
  'relay-address-invalid':
    'The relay address given at the start cannot be used. It looks like wss://relay.example, or ws://192.168.1.5:4455 at home.',
  malformed:
    'An option given at the start lacks its value. Write --profile FOLDER or --relay ADDRESS.',
  profile:
    'The folder for this profile cannot be used. Please start Subrosa with --profile and a folder you may write to.',
  profileInUse: 'Subrosa is already open with this profile; its window comes forward.',
} as const

start()

/** Start-up as a flat list of steps. Nothing is shown before every guard stands. */
function start(): void {
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
  if (isRelease() && !isSupportedRuntime(process.versions.electron))
    return refuse(sentences.runtime)
  const options = readStartOptions(process.argv, process.env, app.getPath('userData'))
  if (!options.ok) return refuse(sentences[options.failure.code])
  if (!useProfile(options.value.profile)) return refuse(sentences.profile)
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write(`${sentences.profileInUse}\n`)
    return app.exit(exitCode.profileInUse)
  }
  guardNavigation(app)
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => openDesktop(options.value))
}

function openDesktop(options: StartOptions): void {
  const settings = openSettings(options.profile)
  const relay = openRelayChoice(settings, options.relay)
  const hosted = createHostedRelay({
    launch: () =>
      utilityProcess.fork(join(__dirname, 'relay.cjs'), [], { serviceName: 'Subrosa relay' }),
    data: join(options.profile, 'relay'),
    address: () => ownAddress(networkInterfaces()),
  })
  const hosting = createKeptHosting(hosted, settings)
  let window: BrowserWindow | null = null
  setMenu()
  guardPermissions(session.defaultSession)
  guardNetwork(session.defaultSession, relay.url)
  servePage(protocol, join(__dirname, '..', 'renderer'), relay.url)
  registerChannels(
    createHandlers({
      version: app.getVersion(),
      electron: process.versions.electron,
      supportedRuntime: isSupportedRuntime(process.versions.electron),
      vault: openVaultFile(options.profile),
      keyring: openKeyring(options.profile, wrapSafeStorage(safeStorage, process.platform)),
      relay,
      hosting,
      reloadPage: () => setImmediate(() => window?.webContents.reload()),
    }),
  )
  // Not waited for: a place that is taken must not keep the window shut. Settings says how it went.
  void hosting.resume()
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  window = openWindow(windowTitle(process.versions.electron), join(__dirname, 'preload.cjs'))
  window.on('closed', () => (window = null))
}

/** Makes the profile's folder where it is missing, and keeps everything in it; false if it cannot. */
function useProfile(profile: string): boolean {
  try {
    mkdirSync(profile, { recursive: true, mode: 0o700 })
    accessSync(profile, constants.W_OK | constants.X_OK)
  } catch {
    return false
  }
  app.setPath('userData', profile)
  app.setPath('sessionData', join(profile, 'page'))
  app.setPath('crashDumps', join(profile, 'crashes'))
  return true
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  // Without a window system, Linux prints this instead of showing it.
  if (process.platform !== 'linux') dialog.showErrorBox('Subrosa', sentence)
  app.exit(exitCode.refused)
}
