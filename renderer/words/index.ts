export { doorWords } from './door.ts'
export { sentenceFor } from './failures.ts'
export {
  agendaWords,
  agoWords,
  countWord,
  frameWords,
  homeWords,
  lotWords,
  memberWords,
  relayWords,
  settingsWords,
  shortcutWords,
} from './rooms.ts'
