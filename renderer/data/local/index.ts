export { openLocalValues } from './openLocalValues.ts'
export type { LocalValues, LocalValuesOptions } from './openLocalValues.ts'
export { cursorAt, draftAt, settingAt } from './places.ts'
export type { LocalPlace } from './places.ts'
