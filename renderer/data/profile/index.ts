export { decodeContents, encodeContents, type HeldForum, type ProfileContents } from './contents.ts'
export { openProfile, type Profile } from './profile.ts'
