import { createSync, type DeviceStatus, type Sync } from '#renderer/data/sync/index.ts'
import type { DeviceId, EntryId } from '#shared/ids.ts'
import type { Failure } from '#shared/result.ts'
import { decodeSyncMessage, type LogName, type SyncMessage } from '#shared/wire/sync/index.ts'
import { linkPair, type LinkPair } from './memoryLink.ts'
import { createMemoryStore, type MemoryStore } from './memoryStore.ts'
import { deviceNamed } from './names.ts'
import { createVirtualClock, type VirtualClock } from './virtualClock.ts'

export interface TestMember {
  readonly device: DeviceId
  readonly store: MemoryStore
  readonly sync: Sync
  readonly troubles: Failure[]
  readonly presences: string[]
  status(): DeviceStatus[]
  write(log: LogName, text: string): void
  sign(id: EntryId): void
}

export interface TestForum {
  readonly clock: VirtualClock
  readonly members: readonly TestMember[]
  /** Every message sent, by its sender. */
  readonly sent: { from: DeviceId; message: SyncMessage }[]
  /** `ownDelay` for a link that is slower than the others. */
  join(a: number, b: number, ownDelay?: () => number): LinkPair
  member(index: number): TestMember
}

/** Several stores and syncs on one virtual clock, without links at first. */
export function createForum(size: number, delay: () => number = () => 5): TestForum {
  const clock = createVirtualClock()
  const members = Array.from({ length: size }, (_, index) => createMember(clock, index))
  const sent: TestForum['sent'] = []

  function member(index: number): TestMember {
    const found = members[index]
    if (found === undefined) throw new Error(`There is no member ${index}`)
    return found
  }

  return {
    clock,
    members,
    sent,
    member,
    join(a, b, ownDelay = delay) {
      const pair = linkPair(clock, [deviceNamed(a), deviceNamed(b)], ownDelay, (from, frame) => {
        const message = decodeSyncMessage(frame)
        if (!message.ok) throw new Error('A device sent what cannot be read')
        sent.push({ from, message: message.value })
      })
      member(a).sync.addLink(pair.ends[0])
      member(b).sync.addLink(pair.ends[1])
      return pair
    },
  }
}

function createMember(clock: VirtualClock, index: number): TestMember {
  const store = createMemoryStore()
  const troubles: Failure[] = []
  const presences: string[] = []
  const sync = createSync({
    device: deviceNamed(index),
    store,
    clock,
    onPresence: (bytes) => presences.push(new TextDecoder().decode(bytes)),
    onTrouble: (_device, failure) => troubles.push(failure),
  })
  return {
    device: deviceNamed(index),
    store,
    sync,
    troubles,
    presences,
    status: () => [...sync.status()],
    write: (log, text) => sync.offer(store.write(log, text)),
    sign: (id) => sync.offerEntries([store.sign(id)], true),
  }
}
