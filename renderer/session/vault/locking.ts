import type { Readable } from '#renderer/data/readable.ts'
import type { Result } from '#shared/result.ts'
import type { SheetStanding } from './sheetStanding.ts'

/** The ways into this computer's vault, as a person knows them. */
export interface LockingState {
  /** The keychain alone opens the vault. */
  readonly keychain: boolean
  /** Passphrase and keychain are needed together. */
  readonly high: boolean
  /** The printed sheet, if its key opens the vault; `rehearsedAt` in milliseconds, null until it was. */
  readonly recovery: {
    readonly rehearsedAt: number | null
    readonly standing: SheetStanding
  } | null
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
  /**
   * A new recovery sheet as text, for paper: the key, and below it the way to the forum. The one
   * before ends. When this resolves the vault has the key and the forum knows of it, so nothing is
   * printed that would not help. Not in High mode: `slot-missing`.
   */
  makeRecoverySheet(): Promise<Result<string>>
  /**
   * Whether the typed sheet, both lines of it, would bring one back: its key opens the vault and is
   * the one that the forum knows, and forum and relay are those in use. Fails as
   * `recovery-key-mistyped`, `recovery-kit-malformed`, `recovery-sheet-foreign`, `recovery-key-wrong`,
   * `recovery-key-replaced`, `recovery-sheet-outdated`.
   */
  rehearse(typed: string): Promise<Result<null>>
}
