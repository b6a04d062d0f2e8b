import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOwnUrl } from '#main/desktop/protocol/origin.ts'

describe('The origin of the page', () => {
  test.each([
    'app://subrosa',
    'app://subrosa/',
    'app://subrosa/index.html?a=b#/agenda',
    'APP://subrosa/',
    'app://subrosa//evil.example',
  ])('%j is ours', (url) => {
    expect(isOwnUrl(url)).toBe(true)
  })

  test.each([
    '',
    'subrosa',
    'about:blank',
    'about:srcdoc',
    'app:',
    'app:subrosa',
    'app:/subrosa',
    'app:///subrosa',
    'app://',
    'app:///',
    'app://subrosa.evil.example/',
    'app://subrosa-evil/',
    'app://evil.subrosa/',
    'app://subrosaa/',
    'app://subros/',
    'app://evil/subrosa',
    'app://evil/?app://subrosa/',
    'app://evil/#app://subrosa/',
    'app://subrosa@evil/',
    'app://evil@subrosa/',
    'app://:secret@subrosa/',
    'app://subrosa:80/',
    'app://subrosa:80@evil/',
    'app://subrosa.',
    'app://SUBROSA/',
    'app://subros\u0430/',
    'app://ｓubrosa/',
    'app://subrosa%2eevil/',
    'app://%73ubrosa/',
    'app://subrosa\\@evil/',
    'app://sub\trosa.evil/',
    'app2://subrosa/',
    'apps://subrosa/',
    'http://subrosa/',
    'https://subrosa/',
    'ws://subrosa/',
    'file://subrosa/',
    'file:///app://subrosa/',
    'blob:app://subrosa/0f0e',
    'filesystem:app://subrosa/temporary/',
    'view-source:app://subrosa/',
    'data:text/html,app://subrosa/',
    'javascript:void("app://subrosa/")',
    'chrome-extension://subrosa/',
    'devtools://subrosa/',
  ])('%j is not', (url) => {
    expect(isOwnUrl(url)).toBe(false)
  })

  test('what is taken names our host and nothing else before the path, whatever comes', () => {
    const piece = fc.constantFrom(
      ...['app:', 'APP:', '//', '/', '\\', 'subrosa', 'SUBROSA', 'sub', 'rosa', 'evil', '.', '@'],
      ...[':', '80', '%2e', '%00', '?', '#', '\t', '\n', '\0', ' ', '\u00ad', '\u200b', '[', ']'],
    )
    const address = fc.oneof(
      fc.string().map((text) => `app://${text}`),
      fc.string().map((text) => `app://subrosa${text}`),
      fc.array(piece, { maxLength: 8 }).map((all) => `app://${all.join('')}`),
      fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(address, (text) => {
        if (!isOwnUrl(text)) return
        // The URL standard drops tabs and line ends anywhere, spaces and controls at both ends.
        const read = text.replace(/[\t\n\r]/g, '').replace(/^[\0- ]+|[\0- ]+$/g, '')
        expect(read).toMatch(/^app:\/\/:?@?subrosa:?(?:[/?#]|$)/i)
        expect(read).toContain('subrosa')
      }),
      { numRuns: 5000 },
    )
  })
})
