export { RelayViewRoom } from './RelayViewRoom.tsx'
