import { expect, test } from 'vitest'
import { webPreferences } from '#main/desktop/webPreferences.ts'

test('The web preferences are these, and cannot be changed while the app runs', () => {
  expect(webPreferences).toEqual({
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
    backgroundThrottling: false,
  })
  expect(Object.isFrozen(webPreferences)).toBe(true)
})
