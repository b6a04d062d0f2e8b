export { createSync } from './createSync.ts'
export type {
  Clock,
  DeviceStatus,
  Link,
  PlacedEntry,
  PlacedEnvelope,
  Received,
  Sync,
  SyncOptions,
  SyncStore,
} from './types.ts'
