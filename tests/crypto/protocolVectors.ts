import {
  acceptEpoch,
  admitMember,
  channelMac,
  channelProof,
  createDevice,
  createGenesis,
  createInvitationCode,
  createInvite,
  createRecoveryKey,
  createVault,
  deriveEpochKeys,
  derivedClientId,
  encodeDevice,
  encodeRecoveryKit,
  mailboxKeys,
  mailboxName,
  opaqueId,
  openEpoch,
  recoveryKeys,
  recoveryKeyText,
  reduceChain,
  roomName,
  roomPassword,
  sealEnvelope,
  sealRow,
  signMailboxOpen,
  spokenWords,
} from '#crypto'
import type { EnvelopeHeader, Sodium } from '#crypto'
import { encodeUtf8 } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import type { EnvelopeId, IncarnationId } from '#shared/ids.ts'
import { slotKeyOf } from '../../crypto/vault/secret.ts'
import { converse, later, now, value } from './fixtures.ts'

/** Large values as their BLAKE2b-256, so that the file can be read; `bytes` says how long they are. */
function digest(sodium: Sodium, bytes: Uint8Array) {
  return { bytes: bytes.length, blake2b256: toHex(sodium.hash(32, bytes)) }
}

/**
 * The whole protocol once, from fixed randomness: what another implementation computes from the
 * same inputs. Regenerated on every run and compared with `tests/vectors/protocol.json`.
 */
export function protocolVectors(sodium: Sodium) {
  const founder = createDevice(sodium)
  const joiner = createDevice(sodium)
  const genesis = value(createGenesis(sodium, founder, { clock: now }))
  const forum = genesis.forum
  const entries = [genesis]
  const state = () => reduceChain(sodium, forum, entries)
  entries.push(value(openEpoch(sodium, state(), founder, { clock: now })))
  const seed = sodium.random(16)
  entries.push(
    value(createInvite(sodium, state(), founder, { clock: now, seed, expiresAt: later })),
  )
  const invitation = entries[2]?.id ?? genesis.id
  const { candidate, session } = converse(sodium, state(), founder, invitation, seed, joiner)
  entries.push(value(admitMember(sodium, state(), founder, { clock: now, candidate })))
  entries.push(value(openEpoch(sodium, state(), founder, { clock: now })))

  const chain = state()
  const epochId = chain.currentEpoch
  const open = epochId && chain.epochs.get(epochId)
  if (!open) throw new Error('an epoch is current')
  const { epochKey } = value(acceptEpoch(sodium, chain, open.entry, joiner))
  const keys = deriveEpochKeys(sodium, { forum, scope: 'forum', epochId: open.id, epochKey })
  const incarnation = '0123456789abcdef0123456789abcdef' as IncarnationId
  const header: EnvelopeHeader = {
    kind: 'update',
    format: 1,
    forum,
    scope: 'forum',
    document: 'agenda',
    epochId: open.id,
    device: joiner.id,
    incarnation,
    seq: 2,
    prev: 'ab'.repeat(32) as EnvelopeId,
    chainHeads: chain.heads,
    deps: ['cd'.repeat(32) as EnvelopeId],
  }
  const payload = encodeUtf8('Under the rose')
  const envelope = value(sealEnvelope(sodium, keys, joiner.signing.secretKey, header, payload))
  const capability = mailboxKeys(sodium, keys)
  const challenge = new Uint8Array(32).fill(0x5a)
  const channel = {
    keys,
    device: founder,
    role: 'caller' as const,
    localNonce: new Uint8Array(32).fill(1),
    remoteNonce: new Uint8Array(32).fill(2),
    localFingerprint: new Uint8Array(32).fill(3),
    remoteFingerprint: new Uint8Array(32).fill(4),
  }
  const rowKey = new Uint8Array(32).fill(6)
  const place = { table: 'envelopes', key: '00ff', version: 1 }
  const cost = { operations: 3, memoryBytes: 64 * 1024 * 1024 }
  const vault = value(createVault(sodium, 'correct horse', encodeUtf8('body'), cost))
  const slotSecret = new Uint8Array(32).fill(7)
  const salt = new Uint8Array(16).fill(8)
  const kdf = { ...cost, salt }
  const both = { passphrase: 'correct horse', slotSecret }
  const recoveryKey = createRecoveryKey(sodium)
  const kit = { recoveryKey, forum, relay: 'ws://127.0.0.1:4455' }

  return {
    devices: [founder, joiner].map((device) => ({
      seeds: toHex(encodeDevice(device)),
      id: device.id,
      signingKey: toHex(device.signing.publicKey),
      sealingKey: digest(sodium, device.sealing.publicKey),
    })),
    chain: entries.map((entry) => ({
      type: entry.type,
      id: entry.id,
      lamport: entry.lamport,
      ...(entry.bytes.length < 3000
        ? { entry: toHex(entry.bytes) }
        : { entry: digest(sodium, entry.bytes) }),
    })),
    members: [...chain.members.keys()],
    invitation: {
      seed: toHex(seed),
      code: value(
        createInvitationCode(sodium, { purpose: 'join', seed, relay: 'ws://127.0.0.1:4455' }),
      ),
      transcript: toHex(session.transcript.hash),
      words: spokenWords(sodium, session.transcript),
    },
    epoch: {
      id: open.id,
      key: toHex(epochKey),
      enc: toHex(keys.enc),
      commit: toHex(keys.commit),
      tag: toHex(keys.tag),
      presence: toHex(keys.presence),
      room: toHex(keys.room),
      box: toHex(keys.box),
      roomName: roomName(sodium, keys),
      roomPassword: roomPassword(sodium, keys),
      mailboxKey: toHex(capability.publicKey),
      mailboxName: toHex(mailboxName(sodium, capability.publicKey)),
      mailboxOpen: toHex(signMailboxOpen(sodium, capability, challenge)),
    },
    envelope: {
      header,
      payload: toHex(payload),
      id: envelope.id,
      bytes: toHex(envelope.bytes),
      clientId: derivedClientId(sodium, joiner.id, incarnation, 'agenda'),
    },
    channel: {
      mac: toHex(channelMac(sodium, channel)),
      proof: toHex(channelProof(sodium, channel, joiner.id)),
    },
    row: {
      sealed: toHex(sealRow(sodium, rowKey, place, encodeUtf8('a row'))),
      opaque: opaqueId(sodium, rowKey, 'log', encodeUtf8('a name')),
    },
    vault: { file: toHex(vault.bytes), masterKey: toHex(vault.opened.masterKey) },
    slotKeys: {
      keychain: toHex(
        value(slotKeyOf(sodium, { kind: 'keychain', slotSecret }, { kind: 'keychain', salt })),
      ),
      passphraseAndKeychain: toHex(
        value(
          slotKeyOf(
            sodium,
            { kind: 'passphrase-and-keychain', ...both },
            { kind: 'passphrase-and-keychain', kdf },
          ),
        ),
      ),
    },
    recovery: {
      key: toHex(recoveryKey),
      text: recoveryKeyText(recoveryKey),
      vaultKey: toHex(recoveryKeys(sodium, recoveryKey).vaultKey),
      signingKey: toHex(recoveryKeys(sodium, recoveryKey).signing.publicKey),
      kit: value(encodeRecoveryKit(sodium, kit)),
    },
  }
}
