import type { SyncMessageType } from './types.ts'

/** The first byte of every frame. */
export const syncVersion = 1

/** The second byte of every frame. A number is never given to another type. */
export const messageNumbers: Readonly<Record<SyncMessageType, number>> = {
  hello: 1,
  vector: 2,
  have: 3,
  askEntries: 4,
  entries: 5,
  ask: 6,
  page: 7,
  live: 8,
  liveEntries: 9,
  presence: 10,
  private: 11,
}

/** The same read backwards. */
export const messageTypes: ReadonlyMap<number, SyncMessageType> = new Map(
  Object.entries(messageNumbers).map(([type, number]) => [number, type as SyncMessageType]),
)
