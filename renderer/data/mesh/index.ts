export { channelAuthenticator } from './channelAuthenticator.ts'
export type { ChannelIdentity } from './channelAuthenticator.ts'
export { createMesh } from './createMesh.ts'
export type {
  Authenticate,
  ChannelBinding,
  Handshake,
  HandshakeStep,
  Mesh,
  MeshOptions,
  MeshStatus,
} from './types.ts'
