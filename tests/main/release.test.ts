import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const release = readFileSync('electron-builder.yml', 'utf8')
const script = new URL('../../scripts/lib/packageOverlay.mjs', import.meta.url).href
const { overlay }: { overlay: (text: string, runtime: object) => string } = await import(
  /* @vite-ignore */ script
)

/** The lines of one block of the file, as words: enough for the few that are looked at here. */
function block(text: string, name: string): string[] {
  const lines = text.split('\n')
  const start = lines.indexOf(`${name}:`) + 1
  const end = lines.findIndex((line, at) => at >= start && !/^ {2}/.test(line))
  return lines.slice(start, end).map((line) => line.trim())
}

describe('electron-builder.yml', () => {
  test('sets every fuse as a release must have it', () => {
    expect(block(release, 'electronFuses').sort()).toEqual([
      'enableCookieEncryption: true',
      'enableEmbeddedAsarIntegrityValidation: true',
      'enableNodeCliInspectArguments: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'grantFileProtocolExtraPrivileges: false',
      'loadBrowserProcessSpecificV8Snapshot: false',
      'onlyLoadAppFromAsar: true',
      'runAsNode: false',
    ])
  })

  test('names the Electron of package.json, and one that may hold a real forum', () => {
    const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(
      readFileSync('package.json', 'utf8'),
    )
    expect(release).toContain(`\nelectronVersion: ${devDependencies['electron']}\n`)
  })

  test('publishes nothing and packs one archive', () => {
    expect(release).toMatch(/^publish: null$/m)
    expect(release).toMatch(/^asar: true$/m)
  })
})

describe('What a local runtime changes of it', () => {
  const changed = (version: string) => {
    const before = release.split('\n')
    const after = overlay(release, { folder: '/cache/electron', version }).split('\n')
    return {
      gone: before.filter((line) => !after.includes(line)),
      come: after.filter((line) => !before.includes(line)),
    }
  }

  test('is, for Electron 25, where it lies, its version, the debugger and a fuse it lacks', () => {
    expect(changed('25.1.1')).toEqual({
      gone: [
        expect.stringMatching(/^electronVersion: 45/),
        '  enableNodeCliInspectArguments: false',
        '  grantFileProtocolExtraPrivileges: false',
      ],
      come: [
        'electronVersion: 25.1.1',
        'electronDist: "/cache/electron"',
        '  enableNodeCliInspectArguments: true',
      ],
    })
  })

  test('leaves the fuse to one that has it', () => {
    expect(changed('45.4.1').gone).toEqual(['  enableNodeCliInspectArguments: false'])
  })

  test('is refused when the release no longer has such a line', () => {
    expect(() => overlay('appId: x\n', { folder: '/', version: '25.1.1' })).toThrow('has no line')
  })
})
