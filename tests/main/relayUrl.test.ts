import { expect, test } from 'vitest'
import { readRelayUrl } from '#main/desktop/relayUrl.ts'

test.each(['wss://relay.example', 'ws://192.168.1.5:4455', 'wss://8.8.8.8:443'])(
  'The page may be given %s',
  (address) => {
    expect(readRelayUrl(address)).toEqual({ ok: true, value: address })
  },
)

test.each([
  ['which is 8.0.0.1', 'wss://010.0.0.1'],
  ['which is 127.0.0.1', 'wss://0x7f.1'],
  ['which is 127.0.0.1, in one number', 'wss://2130706433'],
  ['which is no address', 'wss://1.2.3.4.5'],
  ['which is no name', 'wss://xn--a'],
  ['which is no IPv6 address', 'ws://[::1::]'],
  ['which no policy can name', 'ws://[::1]:4455'],
  ['which is open', 'ws://8.8.8.8'],
  ['which is nothing', 'relay'],
])('not one %s: %s', (_what, address) => {
  expect(readRelayUrl(address)).toMatchObject({ failure: { code: 'relay-address-invalid' } })
})
