import { ok } from '#shared/result.ts'
import type { RelayChoice } from '../files/relayChoice.ts'
import type { VaultFile } from '../files/vaultFile.ts'
import type { KeptHosting } from '../keptHosting.ts'
import type { Keyring } from '../keyring/keyring.ts'
import { readRelayUrl } from '../relayUrl.ts'
import type { Handlers } from './answer.ts'

/** Everything the handlers need of the world, so that tests can answer the page without Electron. */
export interface Desktop {
  readonly version: string
  readonly electron: string
  readonly supportedRuntime: boolean
  readonly vault: VaultFile
  readonly keyring: Keyring
  readonly relay: RelayChoice
  readonly hosting: KeptHosting
  readonly reloadPage: () => void
}

/** Builds the answer to each channel. */
export function createHandlers(desktop: Desktop): Handlers {
  let carried: string | null = null
  return {
    appInfo: async () => {
      const given = carried
      carried = null
      return ok({
        version: desktop.version,
        electron: desktop.electron,
        supportedRuntime: desktop.supportedRuntime,
        relayUrl: desktop.relay.url(),
        carried: given,
      })
    },
    vaultRead: () => desktop.vault.read(),
    vaultWrite: (bytes) => desktop.vault.write(bytes),
    keyringSeal: (secret) => desktop.keyring.seal(secret),
    keyringOpen: () => desktop.keyring.open(),
    keyringForget: () => desktop.keyring.forget(),
    relayChoose: async ({ url, carry }) => {
      const address = readRelayUrl(url)
      if (!address.ok) return address
      const saved = await desktop.relay.choose(address.value)
      if (!saved.ok) return saved
      carried = carry
      desktop.reloadPage()
      return ok(null)
    },
    relayHost: ({ on, port }) =>
      on ? desktop.hosting.switchOn(port) : desktop.hosting.switchOff(),
    relayHosted: async () => ok(await desktop.hosting.look()),
  }
}
