import type { ComputerPurpose, DoorPurpose, Greeting } from '#crypto'
import type { DeviceId, EntryId, ForumId, MemberId } from '#shared/ids.ts'
import type { Failure, Result } from '#shared/result.ts'
import type {
  AgendaDocument,
  NotesDocument,
  ParkingLotDocument,
  PeopleDocument,
  TextMark,
} from '../docs/index.ts'
import type { Readable } from '../readable.ts'
import type { Ask, AskActs, Pending } from './asks/types.ts'
import type { LostComputers, PrintedKey } from './paper/types.ts'

/** The rooms of the app that presence may name. */
export const roomNames = [
  'home',
  'agenda',
  'parking-lot',
  'notes',
  'members',
  'who-sees',
  'relay',
  'settings',
] as const

/** A room of the app. */
export type RoomName = (typeof roomNames)[number]

/** Somebody who has a room open now, as they told us themselves, sealed. */
export interface Present {
  readonly member: MemberId
  readonly device: DeviceId
  readonly room: RoomName
  /** The id of the topic or item whose text they are in, if any. */
  readonly within: string | null
}

/** Where somebody writes, in a text that several may write in. */
export interface Caret {
  readonly member: MemberId
  readonly device: DeviceId
  readonly room: RoomName
  /** The id of the topic or item whose title it is. */
  readonly within: string
  readonly mark: TextMark
}

/** A member as the membership chain and the people document know them. */
export interface Person {
  readonly id: MemberId
  /** What they call themselves; 'Somebody new' until their name has arrived. */
  readonly name: string
  readonly isMe: boolean
  /** Builds agendas, lets people in and out; the founder is the first. */
  readonly isModerator: boolean
  readonly devices: readonly DeviceId[]
}

/** How far the newest keys of the forum have come. */
export interface Sealing {
  /** Members all of whose computers have said that they hold the newest keys. */
  readonly sealed: readonly MemberId[]
  /** Members of whom a computer has not said so yet. */
  readonly waitingFor: readonly MemberId[]
  /** New keys are owed: until somebody has made them, what is written stays on this computer. */
  readonly owed: boolean
}

/** Why this person is no longer in the forum. What they hold can be read, and nothing written. */
export type Ended = 'left' | 'removed'

/** How the relay is doing. */
export type RelayState = 'connecting' | 'connected' | 'unreachable' | 'malformed'

/** What the app knows about getting text to the others. */
export interface ExchangeStatus {
  readonly relay: RelayState
  /** Members with an open direct connection now. */
  readonly connected: readonly MemberId[]
  /** When something was last exchanged with each member, in milliseconds since 1970. */
  readonly lastExchanged: ReadonlyMap<MemberId, number>
  /** Own edits stored here that nobody else and no relay holds yet. */
  readonly waiting: number
  /** The newest thing that went wrong and still is. */
  readonly problem: Failure | null
  /** Members whose computer made new keys that did not open for everybody, seen since this was opened. */
  readonly wrongKeysBy: readonly MemberId[]
}

/** An invitation as its maker sees it. */
export interface Invitation {
  readonly id: EntryId
  readonly code: string
  readonly expiresAt: number
  readonly state: 'open' | 'used' | 'expired' | 'refused'
}

/** Where the arrival of somebody new stands, on the side of the member who lets them in. */
export type Arrival =
  | { readonly stage: 'waiting' }
  /** Somebody knocked and calls themselves so; they read six words aloud and this side types them. */
  | { readonly stage: 'comparing'; readonly name: string }
  | { readonly stage: 'admitting'; readonly name: string }
  /** The words were right; the new computer's person has still to agree on its screen. */
  | { readonly stage: 'agreeing'; readonly name: string }
  /** The words matched, and this forum lets nobody in by one alone: choose whom to ask. */
  | { readonly stage: 'second'; readonly name: string; readonly failure: Failure | null }
  /** Waits for that member's yes, and then for more than half to know of it. */
  | { readonly stage: 'asking'; readonly name: string; readonly member: MemberId }
  | { readonly stage: 'admitted'; readonly name: string }
  | { readonly stage: 'failed'; readonly failure: Failure }

/** Letting one person, or one computer, in by one code. */
export interface Welcome {
  readonly arrival: Readable<Arrival>
  /**
   * Compares the six words as typed (case, spaces and commas do not matter). Other words are
   * 'spoken-check-mistyped' and use nothing up.
   */
  confirm(typedWords: string): Promise<Result<null>>
  /** Asks a member to let them in together with us; the person at the door waits meanwhile. */
  askSecond(member: MemberId): Promise<Result<null>>
  /** The words do not match, or it is somebody else: the invitation is used up by this "no". */
  refuse(): Promise<Result<null>>
  /** Stops waiting; the invitation stays open. */
  close(): void
}

export type { ComputerPurpose } from '#crypto'

/** A code for one computer as its maker sees it. */
export interface ComputerCode {
  readonly id: string
  readonly purpose: ComputerPurpose
  /** Whose computer comes by it. */
  readonly member: MemberId
  readonly code: string
  readonly expiresAt: number
  readonly state: 'open' | 'used' | 'expired' | 'refused'
}

/** What became of a return code: it was followed, or it leads to a relay that is not in use here. */
export type ReturnCodeUse =
  { readonly led: 'back' } | { readonly led: 'elsewhere'; readonly relay: string }

/** What the relay can see of this forum, in its own words. */
export interface RelayView {
  readonly url: string
  /** The name of the forum's mailbox: all the relay knows it by. */
  readonly mailbox: string
  readonly count: number
  readonly bytes: number
  readonly firstAt: number | null
  readonly lastAt: number | null
  /** The newest sealed thing it holds, as it holds it. */
  readonly newest: Uint8Array | null
}

/** Whose notes: one's own, those of the moderators, those of this person and one other. */
export type NotesPlace =
  | { readonly kind: 'self' }
  | { readonly kind: 'moderators' }
  | { readonly kind: 'with'; readonly member: MemberId }

/** An open forum: everything the screens may ask of it. */
export interface Forum extends AskActs {
  readonly id: ForumId
  readonly me: MemberId
  /** This computer. */
  readonly device: DeviceId
  readonly agenda: AgendaDocument
  readonly parkingLot: ParkingLotDocument
  readonly people: PeopleDocument
  /**
   * Opens notes that only some can open. Fails as 'scope-outside' when this computer is none of
   * theirs; when that comes to be while they are open, they are empty and take nothing.
   */
  notes(place: NotesPlace): Promise<Result<NotesDocument>>
  /** Those who have gone and with whom this person has notes, which can still be read. */
  readonly formerPartners: Readable<readonly MemberId[]>
  readonly members: Readable<readonly Person[]>
  readonly sealing: Readable<Sealing>
  readonly printedKey: PrintedKey
  readonly lost: LostComputers
  /** Null while this person is in the forum. */
  readonly ended: Readable<Ended | null>
  readonly present: Readable<readonly Present[]>
  readonly carets: Readable<readonly Caret[]>
  readonly status: Readable<ExchangeStatus>
  /** Rows of the database that could not be read; the rest of the forum is open. */
  readonly damage: readonly Failure[]
  readonly invitations: Readable<readonly Invitation[]>
  /** What others ask of us, and what we asked of others, oldest first. */
  readonly asks: Readable<readonly Ask[]>
  /** Acts that wait until more than half know of them. */
  readonly pending: Readable<readonly Pending[]>
  /** Tells the others which room is open here. */
  appear(room: RoomName, within?: string | null): void
  /** Tells those who are in the same room where in a title one writes; null: nowhere. */
  moveCaret(within: string, mark: TextMark | null): void
  /** Takes one's own newest step in a document back, or does it again. */
  undo(document: 'agenda' | 'parking-lot'): void
  redo(document: 'agenda' | 'parking-lot'): void
  /** Makes an invitation that is good for one person until it ends. */
  invite(validForMs: number): Promise<Result<Invitation>>
  /** Waits for somebody with this invitation. */
  welcome(invitation: EntryId): Result<Welcome>
  /** Makes a code that is good for one more computer of one's own, for an hour; 'device-limit'. */
  addComputer(): Promise<Result<ComputerCode>>
  /**
   * Makes a code by which another member, whose computers are lost, comes back with a new one:
   * 'device-limit', 'act-pending' while somebody's coming waits already.
   */
  letComeBack(member: MemberId): Promise<Result<ComputerCode>>
  /** Waits for a computer with the code of this id. */
  welcomeComputer(id: string): Result<Welcome>
  /**
   * Takes a member out at once, with all their computers, and makes new keys in the same step. For
   * moderators; of a moderator 'signatures-missing': that takes two.
   */
  remove(member: MemberId): Promise<Result<null>>
  /** Goes, with all one's computers. What is here stays readable on this computer. */
  leave(): Promise<Result<null>>
  /** Makes a member a moderator beside oneself; for moderators. */
  grantRole(member: MemberId): Promise<Result<null>>
  /** Lays one's own role down. */
  layDownRole(): Promise<Result<null>>
  /**
   * Takes a computer out: another one of one's own, or one that was caught with two entries at one
   * place. Of somebody else's 'signatures-missing': that takes two.
   */
  revokeDevice(device: DeviceId): Promise<Result<null>>
  /** Objects to an act that waits: it then takes half of the members. */
  object(entry: EntryId): Promise<Result<null>>
  /** Makes new keys for all who are in, at any time. */
  renewKeys(): Promise<Result<null>>
  /**
   * Leaves what a computer that has lost touch lacks at the relay, sealed to it, and answers the code
   * to read out. Whoever else hears it can open nothing with it.
   */
  makeReturnCode(device: DeviceId): Promise<Result<string>>
  /**
   * Takes in what a return code leads to. 'return-code-empty' when nothing for this computer lies
   * there; when it leads to another relay than the one in use, nothing but that is said.
   */
  useReturnCode(typed: string): Promise<Result<ReturnCodeUse>>
  inspectRelay(): Promise<Result<RelayView>>
  /**
   * Everything written is on disk when this resolves, and the forum is closed. While something
   * could not be stored it stays open: 'database-failed'.
   */
  close(): Promise<Result<null>>
}

/** Where joining stands, on the side of the person who comes in. */
export type Joining =
  | { readonly stage: 'connecting' }
  | { readonly stage: 'waiting' }
  /** Read these six words to the person who invited you. */
  | { readonly stage: 'comparing'; readonly words: readonly string[] }
  /** They let us in; the words must be confirmed here too before anything is opened. */
  | {
      readonly stage: 'confirming'
      readonly words: readonly string[]
      /** What this computer becomes; null for a new member, whose first one it is. */
      readonly greeting: Greeting | null
    }
  /** Confirmed and kept here; the other side lets this computer in. */
  | { readonly stage: 'settling'; readonly greeting: Greeting | null }
  | { readonly stage: 'joined'; readonly forum: ForumId }
  | { readonly stage: 'failed'; readonly failure: Failure }

/** Coming in with a code. */
export interface Join {
  readonly purpose: DoorPurpose
  readonly joining: Readable<Joining>
  /** The inviter said that the words matched. */
  confirm(): Promise<Result<null>>
  /** They did not: nothing of that forum is kept. */
  refuse(): void
  close(): void
}
