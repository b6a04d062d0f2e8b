export { askVaultWorker } from './askVaultWorker.ts'
