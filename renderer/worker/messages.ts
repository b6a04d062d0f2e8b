import type { OpenedVault } from '#crypto'
import type { Result } from '#shared/result.ts'

/** What the vault worker is asked. It derives the passphrase's key, which takes most of a second. */
export type VaultRequest =
  | {
      readonly kind: 'create'
      readonly passphrase: string
      readonly body: Uint8Array
      readonly memoryBytes: number
    }
  | { readonly kind: 'open'; readonly passphrase: string; readonly bytes: Uint8Array }

/** What it answers: the opened vault and, when just made, its file. */
export type VaultReply = Result<{ readonly opened: OpenedVault; readonly bytes: Uint8Array }>
