import { derive } from '../derive.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import { purposeNumber } from './purpose.ts'
import type { DoorPurpose } from './purpose.ts'

/** What any member's device can open from the `roomKey` of an `invite.create`. */
export interface Door {
  /** The capability of the mailbox in which the conversation lies. */
  readonly mailbox: KeyPair
  /** Seals the conversation against the relay; 32 bytes. */
  readonly sealing: Uint8Array
}

/** What follows from a code's seed: the joiner and the code's maker have it. */
export interface DoorKeys extends Door {
  readonly purpose: DoorPurpose
  readonly roomKey: Uint8Array
  /** Signs the proof of holding the code. */
  readonly proof: KeyPair
}

/** All keys of a code from its 16-byte seed; for another purpose they are others. */
export function doorKeys(
  sodium: Sodium,
  seed: Uint8Array,
  purpose: DoorPurpose = 'join',
): DoorKeys {
  const parts = purpose === 'join' ? [] : [Uint8Array.of(purposeNumber(purpose))]
  const roomKey = derive(sodium, seed, 'SR1/door-room', parts)
  const proof = sodium.signingPair(derive(sodium, seed, 'SR1/door-proof', parts))
  return { ...openDoor(sodium, roomKey), purpose, roomKey, proof }
}

/** The part of the keys that the chain's room key gives: to answer, not to prove. */
export function openDoor(sodium: Sodium, roomKey: Uint8Array): Door {
  return {
    mailbox: sodium.signingPair(derive(sodium, roomKey, 'SR1/door-mailbox')),
    sealing: derive(sodium, roomKey, 'SR1/door-seal'),
  }
}
