export { createMemoryStore } from './memoryStore.ts'
export { openLevelStore } from './levelStore.ts'
export type {
  Append,
  Appended,
  BlobListener,
  BlobPage,
  MailboxName,
  MailboxStore,
  MailboxSummary,
  StoredBlob,
  StoreQuota,
} from './mailboxStore.ts'
