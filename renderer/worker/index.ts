export { askVaultWorker } from './askVaultWorker.ts'
export type { VaultReply, VaultRequest } from './messages.ts'
