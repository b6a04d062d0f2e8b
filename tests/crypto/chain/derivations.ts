import { deriveEpochKeys, pairScope, sealPrivate, selfScope, sessionScope } from '#crypto'
import type { Entry, EnvelopeHeader, SignatureKind } from '#crypto'
import { concatBytes, encode, encodeUtf8 } from '#shared/codec/index.ts'
import { fromHex, toHex } from '#shared/ids.ts'
import type { EpochId, ForumId } from '#shared/ids.ts'
import { labelledHash } from '../../../crypto/derive.ts'
import {
  deviceStatement,
  newcomerStatement,
  proofStatement,
  recoveryStatement,
} from '../../../crypto/membership/statements.ts'
import { value } from '../fixtures.ts'
import { incarnation } from './acts.ts'
import { present } from './book.ts'
import type { Book } from './book.ts'
import { partsOf } from './inFile.ts'
import { session } from './life.ts'
import type { Scenario } from './scenarios.ts'

/** What is derived and signed beside the entries. */
export function derivations(scenarios: readonly Scenario[]) {
  const { book } = present(scenarios[0], 'scenario').branch
  return {
    scopes: scopes(book),
    statements: statements(book),
    debts: debts(scenarios),
    grant: grant(book),
    private: privateMessage(book),
  }
}

function scopes(book: Book) {
  const [a, b] = [book.member('ada'), book.member('cleo')]
  const ascending = [a, b].sort()
  return {
    pair: { members: ['ada', 'cleo'], name: pairScope(a, b) },
    self: { member: 'ada', name: selfScope({ member: a, lineage: null }) },
    selfOfLine: {
      member: 'dora',
      line: 'return-dora-again',
      name: selfScope({
        member: book.member('dora'),
        lineage: book.entry('return-dora-again').id,
      }),
    },
    session: { random: '5'.repeat(32), name: sessionScope('5'.repeat(32)) },
    none: [
      `pair:${ascending.reverse().join('.')}`,
      `pair:${a}.${a}`,
      `pair:${a.toUpperCase()}.${b.toUpperCase()}`,
      `self:${a}.`,
      `self:${a.slice(2)}`,
      session.slice(0, -1),
      'session',
      'Forum',
      '',
    ],
  }
}

/** Each kind of signature that the chain has: what is signed, and by which key. */
function statements(book: Book) {
  const { sodium, forum } = book
  const bodyOf = <T extends Entry['type']>(name: string, type: T) => {
    const { body } = book.entry(name)
    if (body.type !== type) throw new Error(`${name} is no ${type}`)
    return body as Extract<Entry['body'], { type: T }>
  }
  const said = (
    kind: SignatureKind,
    of: string,
    canonical: Uint8Array,
    key: Uint8Array,
    signature: Uint8Array,
  ) => {
    const hash = sodium.hash(64, canonical)
    const signed = concatBytes(encodeUtf8(`SR1/${kind}`), Uint8Array.of(0), hash)
    return {
      kind,
      of,
      canonical: toHex(canonical),
      signed: toHex(signed),
      publicKey: toHex(key),
      signature: toHex(signature),
    }
  }
  const admitted = bodyOf('admit-ben', 'member.admit')
  const added = bodyOf('add-ada-2', 'device.add')
  const returned = bodyOf('return-emil', 'recovery.use')
  const broughtBack = bodyOf('return-dora-again', 'recovery.use')
  const proof = present(returned.proof ?? undefined, 'proof')
  const device = (of: string, { member, device: each }: typeof added | typeof returned) =>
    said(
      'device',
      of,
      deviceStatement(forum, member, book.entry(of).author, each),
      each.signingKey,
      each.selfSignature,
    )
  const coSigned = partsOf(book.entry('unrole-ben'))
  const single = partsOf(book.entry('role-ben'))
  return [
    said(
      'device',
      'admit-ben',
      newcomerStatement(sodium, forum, admitted.invitation, admitted.device),
      admitted.device.signingKey,
      admitted.device.selfSignature,
    ),
    device('add-ada-2', added),
    device('return-emil', returned),
    device('return-dora-again', broughtBack),
    said(
      'invitation-proof',
      'admit-ben',
      proofStatement(forum, book.entry('admit-ben').author, admitted),
      admitted.proofKey,
      admitted.proof,
    ),
    said(
      'recovery',
      'return-emil',
      recoveryStatement(forum, returned.member, returned.device),
      proof.recoveryKey,
      proof.signature,
    ),
    said('entry', 'role-ben', single.canonical, book.entry('role-ben').authorKey, single.signature),
    said(
      'co-signature',
      'unrole-ben',
      coSigned.canonical,
      present(book.entry('unrole-ben').coSigners[0], 'co-signer').key,
      present(coSigned.coSignatures[0], 'co-signature'),
    ),
  ]
}

/** Who pays what is owed, in which order, and why. */
function debts(scenarios: readonly Scenario[]) {
  const wanted = ['removal-voids-admission', 'rival-admissions', 'open-beside-admission', 'twelve']
  return wanted.map((name) => {
    const { branch } = present(
      scenarios.find((each) => each.name === name),
      name,
    )
    const { book } = branch
    const state = branch.state()
    const latest = state.dag.viewAt(state.heads)?.latestOpens.get('forum') ?? []
    const devices = [...state.devices.keys()].sort()
    const debt = encode((writer) => {
      writer.hex(book.forum)
      writer.text('forum')
      writer.list(latest.map(({ id }) => id).sort(), writer.hex)
      writer.list(devices, writer.hex)
    }, 2048)
    const ranks = [...book.devices]
      .filter(([, { id }]) => state.devices.has(id))
      .map(([device, { id }]) => {
        const rank = labelledHash(book.sodium, 'SR1/debt', [debt, fromHex(id)])
        return [device, toHex(rank)] as const
      })
    return { scenario: name, debt: toHex(debt), ranks: Object.fromEntries(ranks) }
  })
}

/** The parts of a granted key's box; coins and key are the entry's inputs. */
function grant(book: Book) {
  const { sodium, forum } = book
  const { author, body } = book.entry('grant-dora')
  if (body.type !== 'epoch.grant') throw new Error('a grant was made')
  const [ciphertext, sealed] = [body.box.subarray(0, 1120), body.box.subarray(1120)]
  const key = book.device('dora').sealing.publicKey
  const bound = encode((writer) => {
    writer.text('SR1/grant')
    writer.hex(forum)
    writer.text('forum')
    writer.hex(body.epoch)
    writer.hex(author)
    writer.hex(body.device)
    writer.bytes(labelledHash(sodium, 'SR1/wrap-ciphertext', [ciphertext]))
    writer.bytes(labelledHash(sodium, 'SR1/wrap-key', [key]))
  }, 512)
  return {
    of: 'grant-dora',
    epoch: 'open-3',
    to: 'dora',
    bound: toHex(bound),
    ciphertext: toHex(ciphertext),
    sealed: toHex(sealed),
  }
}

/** Cleo to both devices of Ada, under the fourth epoch. */
function privateMessage(book: Book) {
  const { sodium } = book
  const forum: ForumId = book.forum
  const epochId = book.entry('open-4').id as string as EpochId
  const epochKey = fromHex(String(book.inputs.get('open-4')?.['epochKey']))
  const keys = deriveEpochKeys(sodium, { forum, scope: 'forum', epochId, epochKey })
  const author = book.device('cleo')
  const header: EnvelopeHeader & { readonly kind: 'private' } = {
    kind: 'private',
    format: 1,
    forum,
    scope: 'forum',
    document: 'private',
    epochId,
    device: author.id,
    incarnation,
    seq: 1,
    prev: null,
    chainHeads: [book.entry('open-4').id],
    deps: [],
  }
  const to = ['ada', 'ada-2']
  const recipients = to.map((name) => {
    const { id, sealing } = book.device(name)
    return { id, sealingKey: sealing.publicKey }
  })
  const body = encodeUtf8('May I speak to you first?')
  const message = { life: 'kept' as const, body }
  book.drawn()
  const sealed = value(
    sealPrivate(sodium, keys, author.signing.secretKey, header, recipients, message),
  )
  const drawn = book.drawn().map(toHex)
  const [messageKey, coinsOne, coinsTwo, fillerSeed, fillerKey, fillerCoins] = drawn
  return {
    epoch: 'open-4',
    author: 'cleo',
    to,
    header,
    life: message.life,
    body: toHex(body),
    messageKey,
    coins: [coinsOne, coinsTwo],
    filler: { seed: fillerSeed, messageKey: fillerKey, coins: fillerCoins },
    nonce: drawn.at(-1),
    id: sealed.id,
    bytes: toHex(sealed.bytes),
  }
}
