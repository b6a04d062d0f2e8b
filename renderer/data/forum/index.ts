export { discardHeld, foundForum, holdAdmission } from './found.ts'
export { startComing } from './joining/comeIn.ts'
export { startJoin } from './joining/join.ts'
export { openForum } from './openForum.ts'
export type { Ask, AskId, AskStanding, Intent, Pending } from './asks/types.ts'
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
  Person,
  Present,
  RelayState,
  RelayView,
  ReturnCodeUse,
  RoomName,
  Sealing,
  Welcome,
} from './types.ts'
