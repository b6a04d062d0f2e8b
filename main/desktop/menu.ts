import { Menu } from 'electron'

/** No menu: the page is the whole app. On macOS copying and pasting hang on one, so there is. */
export function setMenu(): void {
  Menu.setApplicationMenu(
    process.platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  )
}
