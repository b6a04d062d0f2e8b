import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { deriveEpochKeys, openEnvelope, openVault } from '#crypto'
import { fromHex } from '#shared/ids.ts'
import type { ForumId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import { fixedSodium, value } from './fixtures.ts'
import { protocolVectors } from './protocolVectors.ts'

const file = new URL('../vectors/protocol.json', import.meta.url)

describe('our own vectors', () => {
  test('come out of fixed keys and nonces as they were written down', async () => {
    const made = protocolVectors(await fixedSodium(2026))
    // A change of the protocol is written down on purpose: SUBROSA_WRITE_VECTORS=1.
    if (process.env['SUBROSA_WRITE_VECTORS'] === '1') {
      writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`)
    }
    const written: unknown = JSON.parse(readFileSync(file, 'utf8'))
    expect(JSON.parse(JSON.stringify(made))).toEqual(written)
  })

  test('open again from the file alone', async () => {
    const sodium = await fixedSodium()
    const written = JSON.parse(readFileSync(file, 'utf8')) as ReturnType<typeof protocolVectors>
    const { epoch, envelope, chain, devices, vault } = written
    const keys = deriveEpochKeys(sodium, {
      forum: (chain[0]?.id ?? '') as string as ForumId,
      scope: 'forum',
      epochId: epoch.id,
      epochKey: fromHex(epoch.key),
    })
    const signingKey = fromHex(devices[1]?.signingKey ?? '')
    const opened = openEnvelope(sodium, [keys], () => ok(signingKey), fromHex(envelope.bytes))
    expect(value(opened).id).toBe(envelope.id)
    expect(value(opened).payload).toEqual(fromHex(envelope.payload))
    const secret = { kind: 'passphrase', passphrase: 'correct horse' } as const
    const body = value(openVault(sodium, fromHex(vault.file), secret)).body
    expect(new TextDecoder().decode(body)).toBe('body')
  })
})
