import type { PlacedEntry, PlacedEnvelope, SyncStore } from '#renderer/data/sync/index.ts'
import type { EntryId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import { logKey, type LogName } from '#shared/wire/sync/index.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A store of readable "envelopes" and "entries" that keeps the order of each log and nothing else. */
export interface MemoryStore extends SyncStore {
  write(log: LogName, text: string): PlacedEnvelope
  sign(id: EntryId): PlacedEntry
  /** Everything held, in one comparable form. */
  content(): unknown
  /** Envelopes whose text contains this are refused, as with a key that is missing. */
  refuse: string | null
  /** Scopes that are not shared with anybody. */
  readonly secret: Set<string>
  readonly received: { stored: number; duplicate: number; gap: number; refused: number }
}

export function createMemoryStore(): MemoryStore {
  const logs = new Map<string, PlacedEnvelope[]>()
  const entries = new Map<EntryId, Uint8Array>()
  const received = { stored: 0, duplicate: 0, gap: 0, refused: 0 }
  const secret = new Set<string>()

  function held(log: LogName): PlacedEnvelope[] {
    const list = logs.get(logKey(log)) ?? []
    logs.set(logKey(log), list)
    return list
  }

  const store: MemoryStore = {
    refuse: null,
    secret,
    received,
    write(log, text) {
      const seq = held(log).length + 1
      const envelope = { log, seq, bytes: encoder.encode(JSON.stringify({ log, seq, text })) }
      held(log).push(envelope)
      return envelope
    },
    sign(id) {
      const bytes = encoder.encode(`entry ${id}`)
      entries.set(id, bytes)
      return { id, bytes }
    },
    content: () => ({
      logs: [...logs]
        .filter(([, list]) => list.length > 0)
        .map(([key, list]) => [key, list.map(({ bytes }) => decoder.decode(bytes))])
        .sort(),
      entries: [...entries.keys()].sort(),
    }),
    vector: () =>
      Promise.resolve(
        [...logs.values()].flatMap((list) => {
          const last = list.at(-1)
          return last === undefined ? [] : [{ log: last.log, seq: last.seq }]
        }),
      ),
    shares: (scope) => !secret.has(scope),
    read(after, _receiver, limitBytes) {
      const from = new Map(after.map(({ log, seq }) => [logKey(log), seq]))
      const found: PlacedEnvelope[] = []
      let size = 0
      for (const [key, list] of logs) {
        for (const envelope of list.slice(Math.min(from.get(key) ?? 0, list.length))) {
          if (found.length > 0 && size + envelope.bytes.length > limitBytes)
            return Promise.resolve(found)
          found.push(envelope)
          size += envelope.bytes.length
        }
      }
      return Promise.resolve(found)
    },
    receive(bytes) {
      const text = decoder.decode(bytes)
      if (store.refuse !== null && text.includes(store.refuse)) {
        received.refused += 1
        return Promise.resolve(fail('epoch-unknown'))
      }
      // Only what `write` made is ever sent to this store.
      const { log, seq } = JSON.parse(text) as PlacedEnvelope
      const list = held(log)
      const outcome = seq <= list.length ? 'duplicate' : seq === list.length + 1 ? 'stored' : 'gap'
      if (outcome === 'stored') list.push({ log, seq, bytes })
      received[outcome] += 1
      return Promise.resolve(ok({ log, seq, outcome }))
    },
    entryIds: () => [...entries.keys()],
    entries: (ids) => ids.flatMap((id) => entries.get(id) ?? []),
    receiveEntries(list) {
      for (const bytes of list) {
        // Only what `sign` made is ever sent to this store.
        entries.set(decoder.decode(bytes).slice('entry '.length) as EntryId, bytes)
      }
      return Promise.resolve(ok(undefined))
    },
  }
  return store
}
