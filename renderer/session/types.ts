import type { SlotKind } from '#crypto'
import type { ComputerPurpose, ComeBack, Forum, Join } from '#renderer/data/forum/index.ts'
import type { Readable } from '#renderer/data/readable.ts'
import type { Failure, Result } from '#shared/result.ts'
import type { DoorPlace } from './doorPlace.ts'
import type { Locking } from './vault/locking.ts'

/** What the app is doing for the person in front of it. */
export type SessionState =
  | { readonly stage: 'starting' }
  /** The desktop or the disk refuses; nothing can be opened until that is mended. */
  | { readonly stage: 'blocked'; readonly failure: Failure }
  /**
   * Nobody has set up this profile: start a forum, come into one or come back to one. `carried` is a
   * code, `carriedSheet` a printed sheet, that the reload brought over.
   */
  | {
      readonly stage: 'new'
      readonly carried: CarriedCode | null
      readonly carriedSheet: string | null
    }
  /**
   * `ways` lead into the vault; none when the file cannot be read. While `isOpening` the keychain is
   * asked. `notice` is why it did not open, or why nothing will.
   */
  | {
      readonly stage: 'locked'
      readonly ways: readonly SlotKind[]
      readonly isOpening: boolean
      readonly notice: Failure | null
    }
  /** `trouble` is why the relay does not answer, while it does not. */
  | { readonly stage: 'joining'; readonly join: Join; readonly trouble: Readable<Failure | null> }
  | {
      readonly stage: 'returning'
      readonly comeBack: ComeBack
      readonly trouble: Readable<Failure | null>
    }
  | { readonly stage: 'open'; readonly forum: Forum; readonly locking: Locking }

/** A code that was typed before the window had to reload, and where it belongs. */
export interface CarriedCode {
  readonly code: string
  readonly place: DoorPlace
}

/** What the desktop told the page about itself. */
export interface Surroundings {
  readonly version: string
  readonly supportedRuntime: boolean
  readonly relayUrl: string
  /** The address of the relay that this app runs, while it does. */
  readonly hosting: string | null
  /** Switched on, although it may not run: then `hostingFailure` says why. */
  readonly hostingWanted: boolean
  readonly hostingFailure: Failure | null
}

/** The session: the only way from a locked app to an open forum and back. */
export interface Session {
  readonly state: Readable<SessionState>
  readonly surroundings: Readable<Surroundings>
  /** Founds a forum on this computer. Names in any script; the passphrase has at least 12 characters. */
  found(input: { forumName: string; myName: string; passphrase: string }): Promise<Result<null>>
  /**
   * Reads a code that should belong here; of another one the failure says where to type it.
   * When it names another relay than the page may reach, the window reloads and comes back with the
   * code carried over: then 'reloading'.
   */
  readCode(code: string, place: DoorPlace): Promise<Result<'ready' | 'reloading'>>
  /** Starts joining with an invitation that `readCode` called ready. */
  join(input: { code: string; myName: string; passphrase: string }): Promise<Result<null>>
  /** Starts to come in as a member's computer, with a code that `readCode` called ready. */
  comeIn(input: {
    code: string
    purpose: ComputerPurpose
    passphrase: string
  }): Promise<Result<null>>
  /**
   * Reads both lines of a printed sheet. When it names another relay than the page may reach, the
   * window reloads and comes back with what was typed: then 'reloading'.
   */
  readSheet(typed: string): Promise<Result<'ready' | 'reloading'>>
  /** Asks the members' computers to let this one back in, by a sheet that `readSheet` called ready. */
  comeBack(typed: string, passphrase: string): Promise<Result<null>>
  /** Gives up joining or coming back; nothing of it is kept. */
  abandonJoin(): Promise<void>
  /** Gives up a coming that was agreed to: back to the first screen. What is begun there replaces it. */
  startOver(): void
  /** In High mode the keychain is asked too: `keychain-needed` when it does not give its part. */
  unlock(passphrase: string): Promise<Result<null>>
  unlockByKeychain(): Promise<Result<null>>
  /** Whether a typed recovery key opens the vault; changes nothing. */
  checkRecoveryKey(typed: string): Promise<Result<null>>
  /** Opens with the recovery key, under a new passphrase. The other ways stay. */
  recover(typed: string, passphrase: string): Promise<Result<null>>
  /** Stores everything, wipes the keys and reloads the window; fails when it could not be stored. */
  lock(): Promise<Result<null>>
  /** Chooses another relay; the window reloads, locked. */
  chooseRelay(url: string): Promise<Result<null>>
  /** Starts or stops a relay in this app, and remembers that; answers its address. */
  hostRelay(on: boolean): Promise<Result<string | null>>
}
