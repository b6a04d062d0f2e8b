export { cleanLine, cutText, hasVisible } from './cleanLine.ts'
export { applyEdit, diffText, rebaseEdit } from './editText.ts'
export type { TextEdit } from './editText.ts'
export { dateSchema, isCalendarDate } from './calendarDate.ts'
