import { BrowserWindow } from 'electron'
import { origin } from './protocol/origin.ts'
import { isRelease } from './runtime.ts'
import { webPreferences } from './webPreferences.ts'

/** Opens the window, hidden from screen capture where the system can (Windows, macOS in part). */
export function openWindow(title: string, preload: string): BrowserWindow {
  const window = new BrowserWindow({
    title,
    width: 1280,
    height: 840,
    minWidth: 720,
    minHeight: 560,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#faf7f2',
    webPreferences: { ...webPreferences, devTools: !isRelease(), preload },
  })
  window.setContentProtection(true)
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => window.show())
  // The page may ask to be loaded anew before it is whole; that ends this load and is no failure.
  window.loadURL(`${origin}/`).catch(() => undefined)
  return window
}
