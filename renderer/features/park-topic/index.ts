export { ParkTopic } from './ParkTopic.tsx'
