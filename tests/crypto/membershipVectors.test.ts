import { createPublicKey, verify } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  acceptEpoch,
  acceptGrant,
  deriveEpochKeys,
  openEnvelope,
  openPrivate,
  parseScope,
  reduceChain,
} from '#crypto'
import type { Entry, KeyPair } from '#crypto'
import { concatBytes, decode, encodeUtf8 } from '#shared/codec/index.ts'
import { fromHex, toHex } from '#shared/ids.ts'
import type { EpochId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import { labelledHash } from '../../crypto/derive.ts'
import { present } from './chain/book.ts'
import { membershipVectors } from './chain/membershipVectors.ts'
import { readVectors } from './chain/readVectors.ts'
import type { Vectors } from './chain/readVectors.ts'
import { stateInWords } from './chain/stateInWords.ts'
import { verdicts } from './chain/verdicts.ts'
import { fixedSodium, value } from './fixtures.ts'

const file = new URL('../vectors/membership.json', import.meta.url)
const sodium = await fixedSodium(3)

function written(): Vectors {
  return JSON.parse(readFileSync(file, 'utf8')) as Vectors
}

/** In an order that depends on the number given. */
function shuffled<T>(items: readonly T[], run: number): T[] {
  const order = new Map(
    items.map((item, at) => [item, toHex(sodium.hash(16, Uint8Array.of(run, at)))] as const),
  )
  return [...items].sort((a, b) => ((order.get(a) ?? '') < (order.get(b) ?? '') ? -1 : 1))
}

/** The number of an entry's type, by the fields before it. */
function typeIn(canonical: Uint8Array): number {
  let type = 0
  decode(canonical, (reader) => {
    reader.u8()
    reader.optional(() => reader.fixed(32))
    reader.fixed(32)
    reader.varint()
    reader.optional(() => reader.fixed(32))
    reader.list(64, () => reader.fixed(32))
    reader.varint()
    reader.varint()
    reader.optional(() => reader.fixed(32))
    reader.list(11, () => reader.fixed(32))
    type = reader.u8()
  })
  return type
}

describe('the vectors of the membership chain', () => {
  test('are made again from fixed randomness as they were written down', async () => {
    const made = await membershipVectors()
    // A change of the protocol is written down on purpose: SUBROSA_WRITE_VECTORS=1.
    if (process.env['SUBROSA_WRITE_VECTORS'] === '1') {
      writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`)
    }
    expect(JSON.parse(JSON.stringify(made))).toEqual(written())
  })

  test('have an entry of each type, with its number where the page has it, and one with co-signatures', () => {
    const vectors = written()
    const { entries, canonicals } = readVectors(sodium, vectors)
    const numbers = Array.from({ length: 23 }, (_, at) => String(at + 1))
    expect(Object.keys(vectors.examples)).toEqual(numbers)
    const life = present(vectors.scenarios['stormy-life'], 'life')
    const shown = Object.entries(vectors.examples).flatMap(([number, names]) =>
      names.map((name) => {
        expect(life.entries).toContain(name)
        expect(life.state.refused).not.toHaveProperty(name)
        expect([name, typeIn(present(canonicals.get(name), name))]).toEqual([name, Number(number)])
        return present(entries.get(name), name)
      }),
    )
    const has = (is: (entry: Entry) => boolean) => expect(shown.some(is)).toBe(true)
    for (const other of [true, false]) {
      has(({ body }) => body.type === 'device.revoke' && (body.evidence !== null) === other)
      has(({ body }) => body.type === 'recovery.use' && (body.proof !== null) === other)
    }
    has(({ coSigners }) => coSigners.length > 0)
  })

  test('come to the states they name from the file alone, in any order', () => {
    const vectors = written()
    const { entries, names } = readVectors(sodium, vectors)
    for (const [name, entry] of entries) expect(entry.id).toBe(vectors.entries[name]?.id)
    for (const [name, scenario] of Object.entries(vectors.scenarios)) {
      const held = scenario.entries.map((each) => present(entries.get(each), each))
      for (const run of [0, 1, 2]) {
        const state = reduceChain(sodium, vectors.forum, shuffled([...held, ...held], run))
        expect({ name, ...stateInWords(sodium, state, names) }).toEqual({ name, ...scenario.state })
      }
    }
  })

  test('say of each scenario what the page says', () => {
    const { scenarios } = written()
    expect(Object.keys(scenarios).sort()).toEqual(Object.keys(verdicts).sort())
    for (const [name, verdict] of Object.entries(verdicts)) {
      const { state } = present(scenarios[name], name)
      const scope = present(state.scopes['forum'], 'forum')
      const said = {
        members: Object.keys(state.members).join(' '),
        refused: state.refused,
        epoch: scope.currentEpoch,
        owed: scope.rotationOwed,
      }
      expect({ name, ...said }).toEqual({ name, ...verdict })
    }
  })

  test('give every device that an epoch covers its key', () => {
    const vectors = written()
    const { entries, devices } = readVectors(sodium, vectors)
    const state = reduceChain(sodium, vectors.forum, entries.values())
    const pairs: KeyPair[] = [...devices.values()].map(({ sealing }) => sealing)
    for (const { inputs } of Object.values(vectors.entries)) {
      const { sealingSeed } = inputs
      if (typeof sealingSeed === 'string') pairs.push(sodium.sealingPair(fromHex(sealingSeed)))
    }
    let opened = 0
    for (const [name, { body, id }] of entries) {
      const epochKey = vectors.entries[name]?.inputs['epochKey']
      if (body.type !== 'epoch.open' || typeof epochKey !== 'string') continue
      for (const device of devices.values()) {
        if (!body.devices.includes(device.id)) continue
        const got = value(acceptEpoch(sodium, state, id, device, pairs))
        expect(toHex(got.epochKey)).toBe(epochKey)
        opened++
      }
    }
    expect(opened).toBeGreaterThan(50)
    const grant = vectors.grant
    const granted = present(entries.get(grant.of), grant.of)
    const dora = present(devices.get(grant.to), grant.to)
    const { epochKey } = value(acceptGrant(sodium, state, granted.id, dora))
    expect(toHex(epochKey)).toBe(vectors.entries[grant.epoch]?.inputs['epochKey'])
  })
})

describe('the vectors beside the chain', () => {
  test('name scopes in the one form, and no other', () => {
    const { pair, self, selfOfLine, session, none } = written().scopes
    for (const { name } of [pair, self, selfOfLine, session]) {
      expect(parseScope(name)).not.toBeNull()
    }
    for (const name of none) expect(parseScope(name)).toBeNull()
  })

  test('sign "SR1/", the kind, NUL and the hash of the statement', () => {
    const { statements } = written()
    const kinds = new Set(statements.map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual(
      ['co-signature', 'device', 'entry', 'invitation-proof', 'recovery'].sort(),
    )
    for (const { kind, canonical, signed, publicKey, signature } of statements) {
      const hash = sodium.hash(64, fromHex(canonical))
      const prefix = concatBytes(encodeUtf8(`SR1/${kind}`), Uint8Array.of(0))
      expect(signed).toBe(toHex(concatBytes(prefix, hash)))
      // Another library than the product's.
      const key = createPublicKey({
        key: Buffer.from(`302a300506032b6570032100${publicKey}`, 'hex'),
        format: 'der',
        type: 'spki',
      })
      expect(verify(null, fromHex(signed), key, fromHex(signature))).toBe(true)
    }
  })

  test('rank devices by the debt', () => {
    const { debts, devices, scenarios } = written()
    for (const { scenario, debt, ranks } of debts) {
      const made = Object.keys(ranks).map((name) => {
        const id = fromHex(present(devices[name], name).id)
        return { name, rank: toHex(labelledHash(sodium, 'SR1/debt', [fromHex(debt), id])) }
      })
      expect(Object.fromEntries(made.map(({ name, rank }) => [name, rank]))).toEqual(ranks)
      const order = made.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ name }) => name)
      expect(order).toEqual(scenarios[scenario]?.state.scopes['forum']?.debtOrder)
    }
  })

  test('open the private message for both devices it is for, and for nobody else', () => {
    const vectors = written()
    const { devices } = readVectors(sodium, vectors)
    const { epoch, author, to, header, life, body, bytes, id } = vectors.private
    const keys = deriveEpochKeys(sodium, {
      forum: vectors.forum,
      scope: 'forum',
      epochId: present(vectors.entries[epoch], epoch).id as EpochId,
      epochKey: fromHex(String(vectors.entries[epoch]?.inputs['epochKey'])),
    })
    const signingKey = present(devices.get(author), author).signing.publicKey
    const opened = value(openEnvelope(sodium, [keys], () => ok(signingKey), fromHex(bytes)))
    expect(opened.id).toBe(id)
    expect(opened.header).toEqual(header)
    for (const [name, device] of devices) {
      const read = openPrivate(sodium, opened, device.id, [device.sealing])
      expect(read).toEqual(ok(to.includes(name) ? { life, body: fromHex(body) } : null))
    }
  })
})
