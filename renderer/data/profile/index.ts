export {
  decodeContents,
  encodeContents,
  type HeldForum,
  type KeptCode,
  type KeptComing,
  type ProfileContents,
} from './contents.ts'
export { openProfile, type Profile, type SlotStep } from './profile.ts'
