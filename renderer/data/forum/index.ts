export type { Ask, AskId, AskStanding, Intent, Pending } from './asks/types.ts'
export { discardHeld, foundForum, holdAdmission, holdReturn } from './found.ts'
export { startComing } from './joining/comeIn.ts'
export { startJoin } from './joining/join.ts'
export { openForum } from './openForum.ts'
export { startComeBack } from './paper/comeBack.ts'
export type { ComeBack, LostComputers, PrintedKey, Returning } from './paper/types.ts'
export type {
  Arrival,
  ComputerCode,
  ComputerPurpose,
  Ended,
  ExchangeStatus,
  Forum,
  Invitation,
  Join,
  Joining,
  NotesPlace,
  Person,
  Present,
  RelayState,
  RelayView,
  ReturnCodeUse,
  RoomName,
  Sealing,
  Welcome,
} from './types.ts'
