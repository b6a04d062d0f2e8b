import { describe, expect, test } from 'vitest'
import { mayFetch } from '#main/desktop/guard/network.ts'

const relay = 'ws://127.0.0.1:4455'

describe('The second fence behind the policy', () => {
  test.each([
    'app://subrosa/',
    'app://subrosa/assets/main.js',
    'blob:app://subrosa/6a2b',
    'ws://127.0.0.1:4455/',
    'ws://127.0.0.1:4455/signal',
    'ws://127.0.0.1:4455/mailbox?x',
  ])('lets %s through', (address) => {
    expect(mayFetch(address, relay)).toBe(true)
  })

  test.each([
    ['another port of the same computer', 'ws://127.0.0.1:4456/signal'],
    ['the usual port of the same computer', 'ws://127.0.0.1/'],
    ['the same place with TLS', 'wss://127.0.0.1:4455/'],
    ['the same place as a page', 'http://127.0.0.1:4455/'],
    ['another name for the same place', 'ws://localhost:4455/'],
    ['a place that begins like it', 'ws://127.0.0.1.evil.example:4455/'],
    ['a place behind its name', 'ws://127.0.0.1:4455@evil.example/'],
    ['the open network', 'https://update.googleapis.com/service'],
    ['a dictionary', 'https://redirector.gvt1.com/edgedl/chrome/dict/en-us-10-1.bdic'],
    ['a file', 'file:///etc/passwd'],
    ['an object of another origin', 'blob:https://evil.example/6a2b'],
    ['an object of a look-alike', 'blob:app://subrosa.evil/6a2b'],
    ['an object of the relay', 'blob:ws://127.0.0.1:4455/6a2b'],
    ['data', 'data:text/html,x'],
    ['an extension', 'chrome-extension://abc/x.js'],
    ['an opaque origin', 'about:blank'],
    ['a look-alike of our own page', 'app://subrosa.evil/'],
    ['no address', 'subrosa'],
    ['nothing', ''],
  ])('cancels %s', (_what, address) => {
    expect(mayFetch(address, relay)).toBe(false)
  })

  test('reads the usual port of a scheme as no port, as a URL parser does', () => {
    expect(mayFetch('wss://relay.example/signal', 'wss://relay.example:443')).toBe(true)
    expect(mayFetch('ws://10.0.0.1/signal', 'ws://10.0.0.1:80')).toBe(true)
    expect(mayFetch('wss://relay.example:80/', 'wss://relay.example')).toBe(false)
  })

  test('lets nothing out when the relay is no address', () => {
    for (const none of ['', 'relay', 'about:blank'])
      for (const address of ['ws://127.0.0.1:4455/', 'about:blank', 'data:,x', ''])
        expect(mayFetch(address, none)).toBe(false)
  })
})
