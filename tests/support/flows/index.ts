export type { Computer } from './computer.ts'
export {
  foundForum,
  goIn,
  isOpen,
  knock,
  knockAsComputer,
  lock,
  type Newcomer,
  pasteInvitation,
  readSixWords,
  tryPassphrase,
  unlock,
} from './door.ts'
export {
  changePassphrase,
  makeRecoverySheet,
  openSettings,
  rehearseRecoverySheet,
  tryRecoveryKey,
  turnHighMode,
} from './locking.ts'
export {
  codeForComputer,
  invite,
  letIn,
  openCard,
  typeComputerWords,
  typeSixWords,
} from './members.ts'
export { patience } from './patience.ts'
export {
  addAgendaItem,
  agendaTitles,
  closeDialog,
  openRoom,
  parkTopic,
  readAgenda,
  seesTopic,
  topic,
} from './rooms.ts'
export { says } from './says.ts'
export { askToComeBack, typeSheet } from './sheet.ts'
export { startWorld, type World } from './world.ts'
