import { describe, expect, test } from 'vitest'
import { isTrustedSender, type SenderFrame } from '#main/desktop/ipc/senders.ts'

const page: SenderFrame = { url: 'app://subrosa/#/agenda', parent: null }

describe('The sender of a message', () => {
  test('is trusted when it is the top frame of our own page', () => {
    expect(isTrustedSender(page)).toBe(true)
  })

  test.each<[string, SenderFrame | null | undefined]>([
    ['a frame that is gone', null],
    ['a frame that was never there', undefined],
    ['a frame inside our page, of our own', { url: 'app://subrosa/', parent: page }],
    ['an empty frame inside our page', { url: 'about:blank', parent: page }],
    ['a foreign frame inside our page', { url: 'https://evil.example/', parent: page }],
    [
      'our page inside a foreign one',
      { url: 'app://subrosa/', parent: { url: 'https://evil.example/', parent: null } },
    ],
    ['a foreign page', { url: 'https://evil.example/', parent: null }],
    ['a foreign host of our scheme', { url: 'app://evil/', parent: null }],
    ['a look-alike', { url: 'app://subrosa.evil/', parent: null }],
    ['an empty page', { url: 'about:blank', parent: null }],
    ['a page without an address', { url: '', parent: null }],
    ['a page of data', { url: 'data:text/html,app://subrosa/', parent: null }],
  ])('%s is not', (_what, frame) => {
    expect(isTrustedSender(frame)).toBe(false)
  })
})
