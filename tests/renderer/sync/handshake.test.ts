import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { loadSodium } from '#crypto'
import {
  channelAuthenticator,
  type ChannelBinding,
  type Handshake,
} from '#renderer/data/mesh/index.ts'
import type { DeviceId } from '#shared/ids.ts'
import type { Failure } from '#shared/result.ts'
import { identityOf, testDevice } from './browser/identity.ts'

const sodium = await loadSodium((length) => new Uint8Array(randomBytes(length)))
const hers = new Uint8Array(32).fill(0xa)
const his = new Uint8Array(32).fill(0xb)
const caller: ChannelBinding = { role: 'caller', localFingerprint: hers, remoteFingerprint: his }
const answerer: ChannelBinding = {
  role: 'answerer',
  localFingerprint: his,
  remoteFingerprint: hers,
}

function begin(device: number, binding: ChannelBinding, epoch = 1): Handshake {
  return channelAuthenticator(identityOf(sodium, device, epoch))(binding)
}

interface Outcome {
  device: DeviceId | null
  failure: Failure | null
}

/** Lets two sides talk until both are done or one fails; `tamper` sees what `b` is told. */
function talk(a: Handshake, b: Handshake, tamper = (message: Uint8Array) => message) {
  const sides: [Outcome, Outcome] = [
    { device: null, failure: null },
    { device: null, failure: null },
  ]
  const [first, second] = sides
  const toA = [b.opening]
  const toB = [tamper(a.opening)]

  function hear(side: Handshake, outcome: Outcome, inbox: Uint8Array[], reply: Uint8Array[]) {
    const message = inbox.shift()
    if (message === undefined || outcome.failure !== null || outcome.device !== null) return
    const step = side.receive(message)
    if (!step.ok) outcome.failure = step.failure
    else {
      if (step.value.send !== null)
        reply.push(side === a ? tamper(step.value.send) : step.value.send)
      outcome.device = step.value.device
    }
  }

  for (let round = 0; round < 6; round++) {
    hear(a, first, toA, toB)
    hear(b, second, toB, toA)
  }
  return sides
}

describe('the handshake on a fresh channel', () => {
  test('tells each side which device the other is', () => {
    const [ada, ben] = talk(begin(1, caller), begin(2, answerer))
    expect(ada).toEqual({ device: testDevice(sodium, 2).id, failure: null })
    expect(ben).toEqual({ device: testDevice(sodium, 1).id, failure: null })
  })

  test('fails for both with another epoch key', () => {
    const [ada, ben] = talk(begin(1, caller), begin(2, answerer, 2))
    expect(ada.failure?.code).toBe('peer-not-authenticated')
    expect(ben.failure?.code).toBe('peer-not-authenticated')
  })

  test('fails with a device that is not active, though it has the epoch key', () => {
    const [ada] = talk(begin(1, caller), begin(3, answerer))
    expect(ada).toEqual({ device: null, failure: { code: 'device-not-active' } })
  })

  test('fails with somebody in the middle who ends both connections', () => {
    const middle = new Uint8Array(32).fill(0xc)
    const [ada, ben] = talk(
      begin(1, { ...caller, remoteFingerprint: middle }),
      begin(2, { ...answerer, remoteFingerprint: middle }),
    )
    expect(ada.device).toBeNull()
    expect(ben.device).toBeNull()
  })

  test('fails against its own reflection', () => {
    const side = begin(1, caller)
    const mac = side.receive(side.opening)
    if (!mac.ok || mac.value.send === null) throw new Error('a hello is answered')
    expect(side.receive(mac.value.send)).toMatchObject({ ok: false })
  })

  test('fails with messages of an earlier handshake', () => {
    const heard: Uint8Array[] = []
    talk(begin(1, caller), begin(2, answerer), (message) => {
      heard.push(message)
      return message
    })
    const side = begin(2, answerer)
    const results = heard.map((message) => side.receive(message))
    expect(results[0]?.ok).toBe(true)
    expect(results[1]).toMatchObject({ ok: false })
  })

  test('fails when any byte of any message is altered', () => {
    for (let which = 0; which < 3; which++) {
      for (let at = 0; at < 34; at += 3) {
        let count = -1
        const [, ben] = talk(begin(1, caller), begin(2, answerer), (message) => {
          count += 1
          if (count !== which) return message
          const altered = new Uint8Array(message)
          altered[at] = (altered[at] ?? 0) ^ 1
          return altered
        })
        expect(ben.device).toBeNull()
      }
    }
  })

  test('is over after its end', () => {
    const ben = begin(2, answerer)
    talk(begin(1, caller), ben)
    expect(ben.receive(new Uint8Array(1))).toMatchObject({ ok: false })
  })
})
