export { cleanLines, notesLimits } from './notes.ts'
