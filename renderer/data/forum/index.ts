export { discardHeld, foundForum, holdAdmission, holdReturn } from './found.ts'
export { startJoin } from './joining/join.ts'
export { openForum } from './openForum.ts'
export { startComeBack } from './paper/comeBack.ts'
export type { ComeBack, LostComputers, PrintedKey, Returning } from './paper/types.ts'
export type {
  Arrival,
  Ended,
  ExchangeStatus,
  Forum,
  Invitation,
  Join,
  Joining,
  Person,
  Present,
  RelayState,
  RelayView,
  ReturnCodeUse,
  RoomName,
  Sealing,
  Welcome,
} from './types.ts'
