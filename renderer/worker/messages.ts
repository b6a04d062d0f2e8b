import type { OpenedVault, Padlock, VaultSecret, WrittenVault } from '#crypto'

/** What the vault worker is asked. Stretching a passphrase takes most of a second each time. */
export type VaultRequest =
  | {
      readonly kind: 'create'
      readonly passphrase: string
      readonly body: Uint8Array
      readonly memoryBytes: number
    }
  | { readonly kind: 'open'; readonly secret: VaultSecret; readonly bytes: Uint8Array }
  /** Makes a padlock, after `proof` has opened the vault file `bytes` where one is asked for. */
  | {
      readonly kind: 'padlock'
      readonly secret: VaultSecret
      readonly proof: { readonly secret: VaultSecret; readonly bytes: Uint8Array } | null
      readonly memoryBytes: number
    }

/** What it answers to each kind of request. */
export interface VaultAnswers {
  readonly create: WrittenVault
  readonly open: OpenedVault
  readonly padlock: Padlock
}
