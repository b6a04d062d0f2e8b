import { describe, expect, test } from 'vitest'
import { fingerprintOf } from '#renderer/data/mesh/fingerprint.ts'

const value = Array.from({ length: 32 }, (_, at) => (at + 160).toString(16).toUpperCase()).join(':')
const other = value.replace('A0', 'A1')
const refused = { ok: false, failure: { code: 'peer-not-authenticated' } }

describe('the certificate fingerprint of a description', () => {
  test('is read, also when it stands there twice', () => {
    const sdp = `v=0\r\na=fingerprint:sha-256 ${value}\r\nm=application 9\r\na=fingerprint:SHA-256 ${value.toLowerCase()}\r\n`
    const read = fingerprintOf(sdp)
    expect(read.ok && [...read.value]).toEqual(Array.from({ length: 32 }, (_, at) => at + 160))
  })

  test.each([
    ['none', 'v=0\r\n'],
    ['two different ones', `a=fingerprint:sha-256 ${value}\r\na=fingerprint:sha-256 ${other}\r\n`],
    ['another hash', `a=fingerprint:sha-1 ${value}\r\n`],
    ['a short one', `a=fingerprint:sha-256 ${value.slice(0, -3)}\r\n`],
    ['one that goes on', `a=fingerprint:sha-256 ${value} x\r\n`],
    ['an unreadable one', `a=fingerprint: sha-256 ${value.replace('A0', 'G0')}\r\n`],
  ])('is refused with %s', (_name, sdp) => {
    expect(fingerprintOf(sdp)).toMatchObject(refused)
  })
})
