export { NotesRoom } from './NotesRoom.tsx'
