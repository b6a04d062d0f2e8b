import { derive } from '../derive.ts'
import type { KeyPair, Sodium } from '../sodium.ts'

/** What any member's device can open from the `roomKey` of an `invite.create`. */
export interface Door {
  /** The capability of the mailbox in which the conversation lies. */
  readonly mailbox: KeyPair
  /** Seals the conversation against the relay; 32 bytes. */
  readonly sealing: Uint8Array
}

/** What follows from a code's seed: the joiner and the code's maker have it. */
export interface DoorKeys extends Door {
  readonly roomKey: Uint8Array
  /** Signs the proof of holding the code. */
  readonly proof: KeyPair
}

/** All keys of an invitation from its 16-byte seed. */
export function doorKeys(sodium: Sodium, seed: Uint8Array): DoorKeys {
  const roomKey = derive(sodium, seed, 'SR1/door-room')
  const proof = sodium.signingPair(derive(sodium, seed, 'SR1/door-proof'))
  return { ...openDoor(sodium, roomKey), roomKey, proof }
}

/** The part of the keys that the chain's room key gives: to answer, not to prove. */
export function openDoor(sodium: Sodium, roomKey: Uint8Array): Door {
  return {
    mailbox: sodium.signingPair(derive(sodium, roomKey, 'SR1/door-mailbox')),
    sealing: derive(sodium, roomKey, 'SR1/door-seal'),
  }
}
