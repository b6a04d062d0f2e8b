import type { Readable } from '#renderer/data/readable.ts'
import type { Result } from '#shared/result.ts'

/** The ways into this computer's vault, as a person knows them. */
export interface LockingState {
  /** The keychain alone opens the vault. */
  readonly keychain: boolean
  /** Passphrase and keychain are needed together. */
  readonly high: boolean
  /** The printed key, if one opens the vault; `rehearsedAt` in milliseconds, null until it was. */
  readonly recovery: { readonly rehearsedAt: number | null } | null
}

/**
 * What a person may change about how this computer is opened. Every change that succeeds is on
 * disk, under a new master key; one that fails has changed nothing.
 */
export interface Locking {
  readonly state: Readable<LockingState>
  /** Fails as `passphrase-weak`, `passphrase-wrong` for the current one. */
  changePassphrase(current: string, next: string): Promise<Result<null>>
  /** Opens with the keychain alone, or no longer. `keychain-refused` without one worth the name. */
  useKeychain(on: boolean): Promise<Result<null>>
  /** Turning it on ends the recovery key. Fails as `passphrase-wrong`, `keychain-refused`. */
  useHighMode(on: boolean, passphrase: string): Promise<Result<null>>
  /** A new recovery key as text, for paper; the one before ends. Not in High mode: `slot-missing`. */
  makeRecoveryKey(): Promise<Result<string>>
  /** Opens the vault with the typed key, to see that it would. `recovery-key-mistyped`, `-wrong`. */
  rehearse(typed: string): Promise<Result<null>>
}
