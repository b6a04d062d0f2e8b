import { describe, expect, test } from 'vitest'
import { createPresence, encodePresence } from '#renderer/data/forum/presence.ts'
import { encode } from '#shared/codec/index.ts'
import type { DeviceId, IncarnationId, MemberId } from '#shared/ids.ts'

// Ids as the envelope's own rules have let them through; what they look like plays no part here.
const device = 'device' as DeviceId
const incarnation = 'incarnation' as IncarnationId
const member = 'member' as MemberId

function listening() {
  const presence = createPresence()
  let counter = 0
  const hear = (payload: Uint8Array) =>
    presence.heard({ device, incarnation, counter: ++counter, payload }, member, 0)
  const hearText = (text: string) => hear(encode((writer) => writer.text(text)))
  return { presence, hear, hearText }
}

const caret = (mark: unknown) => ({ member, device, room: 'agenda', within: 'item', mark })

describe('Presence', () => {
  test('says where in a text somebody writes, and that they write nowhere', () => {
    const { presence, hear } = listening()
    hear(encodePresence('agenda', 'item', [7, 3]))
    expect(presence.carets.read()).toEqual([caret([7, 3])])
    hear(encodePresence('agenda', 'item', 'end'))
    expect(presence.carets.read()).toEqual([caret('end')])
    hear(encodePresence('agenda', null, null))
    expect(presence.carets.read()).toEqual([])
  })

  test('tells nobody who only looks where people are of a caret that moved', () => {
    const { presence, hear } = listening()
    hear(encodePresence('agenda', 'item', [7, 3]))
    const before = presence.present.read()
    hear(encodePresence('agenda', 'item', [7, 4]))
    expect(presence.present.read()).toBe(before)
  })

  test('of an older version counts, without a caret', () => {
    const { presence, hearText } = listening()
    hearText('{"room":"agenda","within":"item"}')
    expect(presence.present.read()).toMatchObject([{ room: 'agenda', within: 'item' }])
    expect(presence.carets.read()).toEqual([])
  })

  test.each([
    '"start"',
    '[7]',
    '[7,3,1]',
    '[-1,3]',
    '[7,0.5]',
    '[7,1e300]',
    '["7",3]',
    '{"tname":"agenda-items"}',
    'true',
  ])('takes the caret %s for none', (mark) => {
    const { presence, hearText } = listening()
    hearText(`{"room":"agenda","within":"item","caret":${mark}}`)
    expect(presence.present.read()).toMatchObject([{ room: 'agenda', within: 'item' }])
    expect(presence.carets.read()).toEqual([])
  })

  test('forgets the caret with the device, and after a minute of silence', () => {
    const { presence, hear } = listening()
    hear(encodePresence('agenda', 'item', 'end'))
    presence.left(device)
    expect(presence.carets.read()).toEqual([])
    hear(encodePresence('agenda', 'item', 'end'))
    presence.expire(60_001)
    expect(presence.carets.read()).toEqual([])
  })
})
