import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultRelayUrl, parseRelayAddress } from '#shared/relayAddress.ts'

function read(text: string): string {
  const parsed = parseRelayAddress(text)
  return parsed.ok ? parsed.value : parsed.failure.code
}

describe('A relay address', () => {
  test.each([
    ['wss://relay.example', 'wss://relay.example'],
    ['  WSS://Relay.Example:4455/ ', 'wss://relay.example:4455'],
    ['wss://relay.example:00443', 'wss://relay.example:443'],
    ['ws://localhost:4455', 'ws://localhost:4455'],
    ['ws://127.0.0.1:1', 'ws://127.0.0.1:1'],
    ['ws://127.255.255.254:65535', 'ws://127.255.255.254:65535'],
    ['ws://10.0.0.1', 'ws://10.0.0.1'],
    ['ws://172.16.0.1', 'ws://172.16.0.1'],
    ['ws://172.31.255.255', 'ws://172.31.255.255'],
    ['ws://192.168.1.5:4455', 'ws://192.168.1.5:4455'],
    ['ws://169.254.3.4', 'ws://169.254.3.4'],
    ['ws://printer.local:4455', 'ws://printer.local:4455'],
    ['ws://relay.home.arpa', 'ws://relay.home.arpa'],
    ['ws://[::1]:4455', 'ws://[::1]:4455'],
    ['ws://[fd12:3456::1]', 'ws://[fd12:3456::1]'],
    ['ws://[fe80::1]', 'ws://[fe80::1]'],
    ['wss://8.8.8.8', 'wss://8.8.8.8'],
    [defaultRelayUrl, defaultRelayUrl],
  ])('%j is taken and has one spelling', (typed, spelled) => {
    expect(read(typed)).toBe(spelled)
    expect(read(spelled)).toBe(spelled)
  })

  test.each([
    ['nothing', ''],
    ['a word', 'relay'],
    ['a page', 'https://relay.example'],
    ['a bare host', 'relay.example:4455'],
    ['no host', 'wss://'],
    ['no host but a port', 'wss://:4455'],
    ['a path', 'wss://relay.example/mailbox'],
    ['a query', 'wss://relay.example?x'],
    ['a fragment', 'wss://relay.example#x'],
    ['a name and password', 'wss://me:secret@relay.example'],
    ['a look-alike behind a name', 'ws://127.0.0.1@evil.example'],
    ['a port that is none', 'wss://relay.example:0'],
    ['a port that is too high', 'wss://relay.example:65536'],
    ['an empty port', 'wss://relay.example:'],
    ['a gap between labels', 'wss://relay..example'],
    ['a dot at the end', 'wss://relay.example.'],
    ['a hyphen in front', 'wss://-relay.example'],
    ['a space inside', 'wss://relay .example'],
    ['a line end inside', 'wss://relay\n.example'],
    ['a second directive for the policy', "wss://relay.example; script-src 'unsafe-eval'"],
    ['a second source for the policy', 'wss://relay.example wss://evil.example'],
    ['a wildcard', 'wss://*.example'],
    ['a letter of another script', 'wss://rel\u0430y.example'],
    ['a NUL', 'wss://relay\0.example'],
    ['an escape', 'wss://relay%2eexample'],
    ['301 characters', `wss://${'a'.repeat(301 - 'wss://'.length)}`],
    ['the open network without TLS', 'ws://relay.example'],
    ['a public address without TLS', 'ws://8.8.8.8:4455'],
    ['the address next to the private ones', 'ws://172.32.0.1'],
    ['the address before the private ones', 'ws://172.15.255.255'],
    ['a public address next to link-local', 'ws://169.255.0.1'],
    ['a private address as the beginning of a name', 'ws://127.0.0.1.evil.example'],
    ['a private address with a fifth part', 'ws://10.0.0.1.1'],
    ['an octal public address that looks private', 'ws://010.0.0.1'],
    ['an address in one number', 'ws://2130706433'],
    ['a part over 255', 'ws://10.0.0.256'],
    ['.local as a beginning', 'ws://local.evil.example'],
    ['localhost as a beginning', 'ws://localhost.evil.example'],
    ['a public IPv6 address without TLS', 'ws://[2001:db8::1]'],
    ['IPv4 written as IPv6', 'ws://[::ffff:8.8.8.8]'],
  ])('%s is refused', (_what, typed) => {
    expect(read(typed)).toBe('relay-address-invalid')
  })

  test('never takes more than a scheme, a host and a port, whatever is typed', () => {
    const piece = fc.constantFrom(
      ...['ws', 'wss', '://', ':', '/', '.', '@', ' ', ';', "'", '*', '%', '\\', '?', '#', '\n'],
      ...['10', '127.0.0.1', '4455', 'localhost', 'a', 'evil.example', '[', ']', '::1', '-', '0'],
    )
    const typed = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 9 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseRelayAddress(text)
        if (!parsed.ok) return
        expect(parsed.value).toMatch(/^wss?:\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:[1-9][0-9]*)?$/)
        expect(read(parsed.value)).toBe(parsed.value)
      }),
      { numRuns: 3000 },
    )
  })
})
