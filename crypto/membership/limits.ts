export const maxMembers = 12
/** Three for each member; a later issue lets a member add devices. */
export const maxDevices = 36
export const maxEntryBytes = 64 * 1024
export const maxParents = 16
export const maxEntriesPerEpoch = 100
/** X-Wing: ML-KEM-768 and X25519. */
export const sealingKeyBytes = 1216
/** X-Wing ciphertext, then 32 bytes and their tag. */
export const boxBytes = 1120 + 48
/** The scope that every member's device is in. */
export const forumScope = 'forum'
/** The suite of primitives of this version. */
export const suite = 1
