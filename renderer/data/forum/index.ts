export { discardHeld, foundForum, holdAdmission } from './found.ts'
export { startJoin } from './joining/join.ts'
export { openForum } from './openForum.ts'
export type {
  Arrival,
  ExchangeStatus,
  Forum,
  Invitation,
  Join,
  Joining,
  Person,
  Present,
  RelayState,
  RelayView,
  RoomName,
  Welcome,
} from './types.ts'
