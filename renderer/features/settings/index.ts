export { SettingsRoom } from './SettingsRoom.tsx'
