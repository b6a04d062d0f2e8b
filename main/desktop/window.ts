import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'
import { origin } from './protocol/origin.ts'

/** The one set of web preferences. Each is also Electron's default; a change must show here. */
export const webPreferences = Object.freeze({
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} satisfies BrowserWindowConstructorOptions['webPreferences'])

/** Opens the window, hidden from screen capture where the system can (Windows, macOS in part). */
export async function openWindow(title: string, preload: string): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    title,
    width: 1280,
    height: 840,
    minWidth: 720,
    minHeight: 560,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#faf7f2',
    webPreferences: { ...webPreferences, preload },
  })
  window.setContentProtection(true)
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => window.show())
  await window.loadURL(`${origin}/`)
  return window
}
