import { type Door, type DoorMessage, readDoorMessage, type Sodium } from '#crypto'
import type { Result } from '#shared/result.ts'
import type { RelayLink } from '../../relay/index.ts'

/** Both sides of a joining talk through the invitation's own mailbox, sealed under its room key. */
export interface DoorMailbox {
  send(message: Uint8Array): Promise<Result<number>>
  close(): void
}

/**
 * Opens the invitation's mailbox and hands on every message that is one. Whoever holds the code
 * may write there; anything that does not open is passed over.
 */
export function openDoorMailbox(
  sodium: Sodium,
  relay: RelayLink,
  door: Door,
  onMessage: (message: DoorMessage) => void,
): DoorMailbox {
  const mailbox = relay.openMailbox(door.mailbox, {
    from: 0,
    onBlob: (_cursor, bytes) => {
      const message = readDoorMessage(sodium, door, bytes)
      if (message.ok) onMessage(message.value)
    },
  })
  return { send: (message) => mailbox.append(message), close: () => mailbox.close() }
}
