export { AgendaRoom } from './AgendaRoom.tsx'
