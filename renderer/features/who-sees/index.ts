export { WhoSeesRoom } from './WhoSeesRoom.tsx'
