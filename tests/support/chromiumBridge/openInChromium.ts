import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { openRelayChoice } from '#main/desktop/files/relayChoice.ts'
import { openSettings } from '#main/desktop/files/settings.ts'
import { openVaultFile } from '#main/desktop/files/vaultFile.ts'
import { answer } from '#main/desktop/ipc/answer.ts'
import { createHandlers } from '#main/desktop/ipc/handlers.ts'
import { createKeptHosting } from '#main/desktop/keptHosting.ts'
import { openKeyring } from '#main/desktop/keyring/keyring.ts'
import { channels } from '#shared/ipc/index.ts'
import { fail, ok } from '#shared/result.ts'
import { launchChromium } from '../chromium.ts'
import type { Namespace } from '../namespace/index.ts'
import { ensureUserFolder } from '../ordinaryUser.ts'
import type { StagedApp } from '../stagedApp.ts'
import { carry, uncarry } from './carried.ts'
import { installBridge } from './installBridge.ts'
import { servePageOverHttp } from './servePage.ts'

/** How to open the page without a desktop. */
export interface ChromiumBridgeChoices {
  readonly app: StagedApp
  /** The folder for vault, settings and the browser's own profile. */
  readonly profileDir: string
  readonly relayUrl: string
  readonly display: string
  readonly namespace?: Namespace | undefined
}

/** The built page in Debian's Chromium. */
export interface ChromiumWithBridge {
  readonly page: Page
  close(): Promise<void>
}

/**
 * Opens the page that the desktop was built with in Debian's Chromium: served with the desktop's own
 * policy, before a bridge of the desktop's own handlers on real files. It hosts no relay.
 */
export async function openInChromium(choices: ChromiumBridgeChoices): Promise<ChromiumWithBridge> {
  const { app, profileDir, relayUrl, display, namespace } = choices
  ensureUserFolder(profileDir)
  const settings = openSettings(profileDir)
  const relay = openRelayChoice(settings, relayUrl)
  const served = await servePageOverHttp({
    folder: join(app.folder, 'resources', 'app', 'renderer'),
    socket: `${profileDir}.socket`,
    namespace,
    relayUrl: relay.url,
  })
  const browserDir = join(profileDir, 'page')
  forgetForms(browserDir)
  const chromium = await launchChromium({ profileDir: browserDir, display, namespace })
  const { context, page } = chromium
  const handlers = createHandlers({
    version: '0.0.0',
    electron: '0.0.0',
    supportedRuntime: true,
    vault: openVaultFile(profileDir),
    // A browser is not handed the system's keychain.
    keyring: openKeyring(profileDir, { seal: () => null, open: () => null }),
    relay,
    hosting: createKeptHosting(
      {
        url: () => null,
        start: () => Promise.resolve(fail('relay-host-failed')),
        stop: () => Promise.resolve(ok(null)),
      },
      settings,
    ),
    reloadPage: () => setImmediate(() => void page.reload()),
  })
  for (const channel of channels) {
    await context.exposeBinding(`subrosa:${channel}`, async ({ frame }, argument: unknown) =>
      frame === page.mainFrame()
        ? carry(await answer(handlers, channel, uncarry(argument)))
        : fail('bridge-refused', 'sender'),
    )
  }
  await context.addInitScript(installBridge, [...channels])
  await page.goto(served.url)
  return {
    page,
    async close() {
      await chromium.close()
      await served.close()
    },
  }
}

/** The desktop keeps nothing that is typed into forms; a browser does unless it is told not to. */
function forgetForms(browserDir: string): void {
  const folder = join(browserDir, 'Default')
  ensureUserFolder(browserDir)
  ensureUserFolder(folder)
  const path = join(folder, 'Preferences')
  if (existsSync(path)) return
  const preferences = {
    credentials_enable_service: false,
    autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
  }
  writeFileSync(path, JSON.stringify(preferences), { mode: 0o666 })
}
