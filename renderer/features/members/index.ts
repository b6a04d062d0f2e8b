export { MembersRoom } from './MembersRoom.tsx'
