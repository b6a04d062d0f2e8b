export { channels, type Channel } from './channels.ts'
export {
  type Answer,
  type Argument,
  contract,
  relayPort,
  replySchema,
  vaultBytesLimit,
} from './contract.ts'
export type { Bridge } from './bridge.ts'
