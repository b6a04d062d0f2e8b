import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy, pageHeaders } from '#main/desktop/protocol/policy.ts'
import { readRelayUrl } from '#main/desktop/relayUrl.ts'

function directives(relayUrl: string): Map<string, string[]> {
  return new Map(
    contentSecurityPolicy(relayUrl)
      .split(';')
      .map((text) => text.trim().split(/\s+/))
      .map(([name = '', ...sources]) => [name, sources]),
  )
}

describe("The page's policy", () => {
  test('is this one, word for word', () => {
    expect(Object.fromEntries(directives('wss://relay.example'))).toEqual({
      'default-src': ["'none'"],
      'script-src': ["'self'", "'wasm-unsafe-eval'"],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'blob:'],
      'font-src': ["'self'"],
      'media-src': ["'none'"],
      'connect-src': ['wss://relay.example'],
      'worker-src': ["'self'"],
      'frame-src': ["'none'"],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
      'require-trusted-types-for': ["'script'"],
      'trusted-types': ['subrosa-worker'],
    })
  })

  test.each(['wss://relay.example:443', 'ws://192.168.1.5:4455'])(
    'opens nothing wide, with the relay %s',
    (relayUrl) => {
      const sources = [...directives(relayUrl).values()].flat()
      for (const word of [
        ...["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "'strict-dynamic'", '*'],
        ...['http:', 'https:', 'ws:', 'wss:', 'data:', 'file:', 'app:', "'allow-duplicates'"],
      ])
        expect(sources).not.toContain(word)
      expect(sources.filter((word) => /\*|http/.test(word))).toEqual([])
      expect(sources.filter((word) => /^wss?:/.test(word))).toEqual([relayUrl])
    },
  )

  test('no relay address can add a word to it, whatever is typed', () => {
    const usual = directives('wss://relay.example')
    const typed = fc
      .tuple(
        fc.constantFrom('wss://relay.example', 'ws://127.0.0.1:4455', 'ws://', 'wss://'),
        fc.oneof(fc.string(), fc.constantFrom('; script-src *', " 'unsafe-eval'", '\n', ',', '/*')),
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(typed, (text) => {
        const relay = readRelayUrl(text)
        if (!relay.ok) return
        const got = directives(relay.value)
        expect(got.get('connect-src')).toEqual([relay.value])
        for (const [name, sources] of usual)
          if (name !== 'connect-src') expect(got.get(name)).toEqual(sources)
        expect(got.size).toBe(usual.size)
      }),
      { numRuns: 3000 },
    )
  })

  test('comes with headers that keep types, addresses and copies to us', () => {
    expect(pageHeaders('wss://relay.example', 'text/css')).toMatchObject({
      'content-type': 'text/css',
      'content-security-policy': contentSecurityPolicy('wss://relay.example'),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
  })
})
