import { posix } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resolveFile } from '#main/desktop/protocol/resolveFile.ts'

describe('A file of the page', () => {
  test.each([
    ['app://subrosa', 'index.html', 'text/html; charset=utf-8'],
    ['app://subrosa/', 'index.html', 'text/html; charset=utf-8'],
    ['app://subrosa/?x=../y.js#/agenda', 'index.html', 'text/html; charset=utf-8'],
    ['app://subrosa/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://subrosa/assets/main-0f.js', 'assets/main-0f.js', 'text/javascript; charset=utf-8'],
    ['app://subrosa/assets/a.b.css', 'assets/a.b.css', 'text/css; charset=utf-8'],
    ['app://subrosa/assets/f.woff2', 'assets/f.woff2', 'font/woff2'],
    ['app://subrosa/assets/f.woff', 'assets/f.woff', 'font/woff'],
    ['app://subrosa/a%20b.svg', 'a b.svg', 'image/svg+xml'],
    ['app://subrosa/p.png', 'p.png', 'image/png'],
    ['app://subrosa/s.wasm', 's.wasm', 'application/wasm'],
  ])('%s is found', (url, path, type) => {
    expect(resolveFile(url)).toEqual({ path, type })
  })

  test.each([
    ['an escaped way up', 'app://subrosa/..%2fvault.js'],
    ['an escaped way up and down', 'app://subrosa/assets/..%2f..%2fmain/index.js'],
    ['dots that are escaped too', 'app://subrosa/%2e%2e%2fvault.js'],
    ['dots escaped twice', 'app://subrosa/%252e%252e%252fvault.js'],
    ['a way up in the middle', 'app://subrosa/a/..%2f..%2f..%2fetc/x.html'],
    ['three dots', 'app://subrosa/.../x.html'],
    ['two dots inside a name', 'app://subrosa/a..b.html'],
    ['a backslash', 'app://subrosa/..\\vault.js'],
    ['an escaped backslash', 'app://subrosa/..%5cvault.js'],
    ['an escaped backslash alone', 'app://subrosa/%5c%5chost%5cshare%5cx.js'],
    ['a host in the path', 'app://subrosa//host/x.js'],
    ['an escaped host in the path', 'app://subrosa/%2fhost/x.js'],
    ['a double slash further on', 'app://subrosa/a//x.js'],
    ['a NUL', 'app://subrosa/index.html%00.js'],
    ['a NUL before the type', 'app://subrosa/vault%00.html'],
    ['a Windows drive', 'app://subrosa/C:/Windows/x.html'],
    ['an escaped Windows drive', 'app://subrosa/C%3a%5cx.html'],
    ['a stream of a Windows file', 'app://subrosa/index.html::$DATA.js'],
    ['half an escape', 'app://subrosa/%'],
    ['an escape that is no text', 'app://subrosa/%ff.js'],
    ['a dot folder', 'app://subrosa/.%2findex.html'],
    ['no type', 'app://subrosa/assets/main'],
    ['a folder', 'app://subrosa/assets/'],
    ['a map of the sources', 'app://subrosa/assets/main.js.map'],
    ['data', 'app://subrosa/package.json'],
    ['the preload', 'app://subrosa/preload.cjs'],
    ['a native part', 'app://subrosa/classic-level.node'],
    ['the vault', 'app://subrosa/vault.subrosa'],
    ['a type in capitals', 'app://subrosa/INDEX.HTML'],
    ['a type that is all of the name', 'app://subrosa/html'],
    ['a type from a folder', 'app://subrosa/a.js/b'],
    ['another host', 'app://evil/index.html'],
    ['a host that begins like ours', 'app://subrosa.evil/index.html'],
    ['another scheme', 'file:///index.html'],
    ['no URL', 'index.html'],
    ['nothing', ''],
  ])('%s is refused', (_what, url) => {
    expect(resolveFile(url)).toBeNull()
  })

  test('never leaves the folder of the page, whatever is asked', () => {
    const piece = fc.constantFrom(
      ...[
        '..',
        '.',
        '/',
        '//',
        '\\',
        '%2f',
        '%2e',
        '%5c',
        '%00',
        '%25',
        ':',
        'a',
        'C:',
        '.js',
        ' ',
      ],
    )
    const path = fc.array(piece, { maxLength: 10 }).map((all) => all.join(''))
    fc.assert(
      fc.property(path, (text) => {
        const file = resolveFile(`app://subrosa/${text}.html`)
        if (file === null) return
        expect(posix.resolve('/page', file.path)).toMatch(/^\/page\/./)
        expect(file.path).not.toMatch(/^\/|\\|\0|:|(^|\/)\.\.?(\/|$)/)
      }),
      { numRuns: 5000 },
    )
  })
})
