export { agendaWords } from './agenda.ts'
export { doorWords } from './door.ts'
export { sentenceFor } from './failures.ts'
export { finderWords, frameWords } from './frame.ts'
export { homeWords } from './home.ts'
export { lockingWords } from './locking.ts'
export { lostTouchWords } from './lostTouch.ts'
export { memberWords } from './members.ts'
export { lotWords } from './parkingLot.ts'
export { partingWords, sealingWords } from './parting.ts'
export { relayWords } from './relayView.ts'
export { settingsWords } from './settings.ts'
export { shortcutWords } from './shortcuts.ts'
export {
  agoWords,
  countWord,
  dayWords,
  daysAwayWords,
  greetingWords,
  lengthWords,
  momentWords,
  wordsLocale,
} from './times.ts'
export { whoSeesWords } from './whoSees.ts'
