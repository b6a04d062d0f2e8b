export {
  channelHello,
  channelMac,
  channelProof,
  readChannelHello,
  verifyChannelMac,
  verifyChannelProof,
} from './channel/channel.ts'
export type { ChannelContext, ChannelRole } from './channel/channel.ts'
export { createDevice, decodeDevice, deviceId, encodeDevice, memberId } from './device.ts'
export type { DeviceSecrets } from './device.ts'
export { derivedClientId } from './envelope/clientId.ts'
export { deriveEpochKeys, mailboxKeys, roomName, roomPassword } from './envelope/keys.ts'
export { maxEnvelopeBytes, payloadLimits } from './envelope/limits.ts'
export { mailboxName, signMailboxOpen } from './envelope/mailbox.ts'
export { openEnvelope } from './envelope/open.ts'
export type { DeviceKeyResolver } from './envelope/open.ts'
export { joinSnapshot, readSnapshotPart, splitSnapshot } from './envelope/parts.ts'
export type { SnapshotPart } from './envelope/parts.ts'
export { openPrivate, sealPrivate } from './envelope/private.ts'
export type { PrivateLife, PrivateMessage } from './envelope/private.ts'
export { sealEnvelope } from './envelope/seal.ts'
export type {
  EnvelopeHeader,
  EnvelopeKind,
  EpochContext,
  EpochKeys,
  OpenedEnvelope,
  SealedEnvelope,
} from './envelope/types.ts'
export { acceptEpoch, acceptGrant } from './epoch/acceptEpoch.ts'
export { checkEpoch } from './epoch/checkEpoch.ts'
export type { CheckedEpoch } from './epoch/checkEpoch.ts'
export { debtOrder } from './epoch/debt.ts'
export { erasableSealingKeys } from './epoch/erasable.ts'
export { sealedTo } from './epoch/sealedTo.ts'
export type { SealedTo } from './epoch/sealedTo.ts'
export { openHandoff, sealHandoff } from './handoff/package.ts'
export type { HandoffOrigin, SealedHandoff } from './handoff/package.ts'
export { createAnswer, createComputerAnswer, verifyReveal } from './invitation/admitter.ts'
export type { AnswerState, Newcomer, VerifiedReveal } from './invitation/admitter.ts'
export { createInvitationCode, parseInvitationCode } from './invitation/code.ts'
export type { InvitationCode } from './invitation/code.ts'
export { doorKeys, openDoor } from './invitation/door.ts'
export type { Door, DoorKeys } from './invitation/door.ts'
export { readDoorMessage } from './invitation/doorMessage.ts'
export type { DoorMessage, DoorMessageKind } from './invitation/doorMessage.ts'
export { createGreeting, createReady, openGreeting, openReady } from './invitation/greeting.ts'
export type { Greeting } from './invitation/greeting.ts'
export { createKnock, createReveal } from './invitation/joiner.ts'
export type { KnockSeeds, KnockState } from './invitation/joiner.ts'
export type {
  ComputerPurpose,
  DoorPurpose,
  DoorSubject,
  InvitedPurpose,
} from './invitation/purpose.ts'
export { createEnding, createRefusal, openEnding, readRefusal } from './invitation/refusal.ts'
export type { RefusalReason } from './invitation/refusal.ts'
export type { JoinSession, TalkSession } from './invitation/session.ts'
export type { Party, Transcript } from './invitation/transcript.ts'
export { createWelcome, openWelcome, verifyWelcome } from './invitation/welcome.ts'
export type { WelcomePart } from './invitation/welcome.ts'
export { checkSpokenWords, spokenWords } from './invitation/words.ts'
export type { SpokenWords } from './invitation/words.ts'
export { opaqueId, openRow, sealRow } from './local/rows.ts'
export type { RowPlace } from './local/rows.ts'
export { assembleEntry, coSign, proposeEntry, readProposal } from './membership/coSign.ts'
export type { CoSignature, Proposal } from './membership/coSign.ts'
export {
  admissionBody,
  admitMember,
  createGenesis,
  createInvite,
  revokeInvite,
} from './membership/create.ts'
export {
  acceptHandoff,
  attestationsOf,
  attestSnapshot,
  declineHandoff,
  offerHandoff,
  setPolicy,
} from './membership/createAgreements.ts'
export { acknowledgeEpoch, grantEpoch, openEpoch } from './membership/createKeys.ts'
export {
  addDevice,
  forkEvidence,
  grantRole,
  leaveForum,
  objectTo,
  removeMember,
  revokeDevice,
  revokeRole,
  setRecoveryKey,
  useRecovery,
} from './membership/createMembers.ts'
export { cutOff, isBeyondEnd, logEndOf } from './membership/cutOff.ts'
export type { LogEnd } from './membership/cutOff.ts'
export { deviceKeyAt, headsDescend } from './membership/deviceKeys.ts'
export { createDeviceRecord, createRecoveryProof } from './membership/enrolment.ts'
export { decodeEntry } from './membership/entryCodec.ts'
export type { Stamp } from './membership/extend.ts'
export { maxMembers } from './membership/limits.ts'
export { reduceChain } from './membership/reduce.ts'
export { rules } from './membership/rules/index.ts'
export type { Rule } from './membership/rules/index.ts'
export { devicesOf, pairScope, parseScope, selfScope, sessionScope } from './membership/scopes.ts'
export type { Scope } from './membership/scopes.ts'
export { runOf } from './membership/run.ts'
export { scopeState } from './membership/scopeState.ts'
export { whatCounts } from './membership/whatCounts.ts'
export type { CountedEnds, CountedEnvelope } from './membership/whatCounts.ts'
export type {
  AdmissionPolicy,
  CutOff,
  DeviceRecord,
  EntryBody,
  EpochOpenBody,
  EntryType,
  LogName,
} from './membership/bodies.ts'
export type {
  AttestationState,
  Candidate,
  CoSigner,
  Departure,
  DeviceState,
  Entry,
  EpochState,
  ForumState,
  HandoffState,
  InvitationState,
  MemberState,
  PendingAct,
  PolicyState,
  ScopeState,
  View,
} from './membership/types.ts'
export { encodeRecoveryKit, parseRecoveryKit } from './recovery/kit.ts'
export type { RecoveryKit } from './recovery/kit.ts'
export {
  createRecoveryKey,
  parseRecoveryKey,
  recoveryKeys,
  recoveryKeyText,
} from './recovery/recoveryKey.ts'
export type { RecoveryKeys } from './recovery/recoveryKey.ts'
export { readReturnMessage } from './returning/message.ts'
export type { ReturnMessage } from './returning/message.ts'
export { createReturnOffer, readReturnOffer } from './returning/offer.ts'
export type { ReturnOffer } from './returning/offer.ts'
export { createReturnProof, readReturnProof } from './returning/proof.ts'
export type { ReturnProof } from './returning/proof.ts'
export { createReturnRefusal, readReturnRefusal } from './returning/refusal.ts'
export type { ReturnRefusal } from './returning/refusal.ts'
export { createReturnRequest, readReturnRequest } from './returning/request.ts'
export type { ReturnRequest } from './returning/request.ts'
export { returnRoom } from './returning/room.ts'
export type { ReturnRoom } from './returning/room.ts'
export { returnOrder, verifyReturn } from './returning/verify.ts'
export { createReturnWay, openReturnWay } from './returning/way.ts'
export { loadSodium } from './sodium.ts'
export type { KeyPair, RandomBytes, SignatureKind, Sodium } from './sodium.ts'
export { readVault, vaultWays } from './vault/format.ts'
export type { SealedVault } from './vault/format.ts'
export { defaultVaultCost, deriveVaultKey } from './vault/kdf.ts'
export type { VaultCost, VaultKdf } from './vault/kdf.ts'
export { createPadlock } from './vault/padlock.ts'
export type { Padlock } from './vault/padlock.ts'
export type { VaultSecret } from './vault/secret.ts'
export type { SlotKind, SlotParameters, VaultSlot } from './vault/slots.ts'
export { createVault, openVault, rekeyVault, resealVault } from './vault/vault.ts'
export type { OpenedVault, WrittenVault } from './vault/vault.ts'
export { bundleMailbox, openBundlePart, sealBundle } from './waybill/bundle.ts'
export type { Bundle, BundlePart } from './waybill/bundle.ts'
export { createReturnCode, parseReturnCode, returnCodeMailbox } from './waybill/returnCode.ts'
export type { ReturnCode } from './waybill/returnCode.ts'
export { openWaybill, sealWaybill, waybillBytes, waybillMailbox } from './waybill/waybill.ts'
export type { Waybill } from './waybill/waybill.ts'
