import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, test } from 'vitest'
import { ownAddress } from '#main/desktop/ownAddress.ts'
import { parseRelayAddress } from '#shared/relayAddress.ts'

const rest = { netmask: '', mac: '', cidr: null }
const v4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  ...rest,
  family: 'IPv4',
  address,
  internal,
})
const v6 = (address: string): NetworkInterfaceInfo => ({
  ...rest,
  family: 'IPv6',
  address,
  internal: false,
  scopeid: 0,
})

describe('The address others reach this computer under', () => {
  test.each([
    [
      'the only private one',
      { lo: [v4('127.0.0.1', true)], eth0: [v4('192.168.1.5')] },
      '192.168.1.5',
    ],
    ['the first of several', { eth0: [v4('10.0.0.2')], wlan0: [v4('192.168.1.5')] }, '10.0.0.2'],
    ['the private one beside a public one', { eth0: [v4('8.8.8.8'), v4('10.0.0.2')] }, '10.0.0.2'],
    ['IPv4 beside IPv6', { eth0: [v6('fd00::1'), v4('172.16.0.9')] }, '172.16.0.9'],
    [
      'a lasting one before a makeshift one',
      { a: [v4('169.254.1.1')], b: [v4('10.0.0.2')] },
      '10.0.0.2',
    ],
    ['a makeshift one when there is no other', { a: [v4('169.254.1.1')] }, '169.254.1.1'],
    ['this computer, when it has only public ones', { eth0: [v4('8.8.8.8')] }, '127.0.0.1'],
    ['this computer, without a network', { lo: [v4('127.0.0.1', true)] }, '127.0.0.1'],
    ['this computer, without anything', { none: undefined }, '127.0.0.1'],
  ])('is %s', (_what, interfaces, address) => {
    expect(ownAddress(interfaces)).toBe(address)
    expect(parseRelayAddress(`ws://${address}:4455`).ok).toBe(true)
  })
})
