export { decodeSyncMessage } from './decodeSyncMessage.ts'
export { encodeSyncMessage } from './encodeSyncMessage.ts'
export { limits } from './limits.ts'
export { inWireOrder, logKey } from './logKey.ts'
export type {
  EntryItem,
  LogName,
  LogPosition,
  PageItem,
  SyncMessage,
  SyncMessageType,
} from './types.ts'
