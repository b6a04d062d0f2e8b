export const maxMembers = 12
/** Of one member. */
export const maxDevicesOfMember = 3
/** Three for each member. */
export const maxDevices = maxMembers * maxDevicesOfMember
export const maxEntryBytes = 64 * 1024
/** Every device's latest entry, and room for forks: who writes must be able to name all it knows. */
export const maxParents = 64
export const maxEntriesPerEpoch = 100
/** One a member, besides the author. */
export const maxCoSigners = maxMembers - 1
/** Logs whose end one entry can name within 64 KiB. */
export const maxCutOffs = 300
/** X-Wing: ML-KEM-768 and X25519. */
export const sealingKeyBytes = 1216
/** X-Wing ciphertext, then 32 bytes and their tag. */
export const boxBytes = 1120 + 48
/** The scope that every full member's device is in. */
export const forumScope = 'forum'
export const moderatorScope = 'moderators'
/** The suite of primitives of this version. */
export const suite = 1
