export { ParkingLotRoom } from './ParkingLotRoom.tsx'
