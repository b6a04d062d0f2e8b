import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mayHave } from '#main/desktop/guard/permissions.ts'

/** Every permission that this Electron's own types name, for its request and its check handler. */
function permissionsOf(name: 'electron' | 'electron-25'): string[] {
  const types = readFileSync(`node_modules/${name}/electron.d.ts`, 'utf8')
  const lists = [
    ...types.matchAll(
      /setPermission(?:Request|Check)Handler\(.*?permission: ((?:'[\w-]+'[ |]*)+)/g,
    ),
  ]
  return lists.flatMap(([, list = '']) =>
    [...list.matchAll(/'([\w-]+)'/g)].map(([, one = '']) => one),
  )
}

const named = [...new Set([...permissionsOf('electron'), ...permissionsOf('electron-25')])].sort()

const allowed = [
  'clipboard-sanitized-write',
  'local-network',
  'local-network-access',
  'loopback-network',
  'persistent-storage',
]

describe('Permissions', () => {
  test('the types of both Electrons were read', () => {
    expect(named.length).toBeGreaterThan(40)
    expect(named).toEqual(expect.arrayContaining(allowed))
  })

  test.each(named)('%s is decided as the table says', (permission) => {
    expect(mayHave(permission, 'app://subrosa/')).toBe(allowed.includes(permission))
  })

  test.each([
    '',
    'CLIPBOARD-SANITIZED-WRITE',
    'clipboard-sanitized-write ',
    'toString',
    '__proto__',
  ])('the unknown name %j is refused', (permission) => {
    expect(mayHave(permission, 'app://subrosa/')).toBe(false)
  })

  test.each(['', 'null', 'about:blank', 'app://evil/', 'app://subrosa.evil/', 'https://subrosa/'])(
    'another origin (%j) has none of them',
    (origin) => {
      for (const permission of named) expect(mayHave(permission, origin)).toBe(false)
    },
  )
})
