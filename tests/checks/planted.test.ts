import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyOfTree, type CopyOfTree } from './copyOfTree.ts'
import { allowed, plants, props } from './plants/index.ts'

/**
 * Every check must be able to fail. All violations are planted into one copy of the tree, the
 * whole check runs there once, and each planted file must be named by the step it is meant for.
 */
const steps = [
  ...['shared', 'crypto', 'main', 'main on Electron 25', 'relay', 'renderer', 'tests'].map(
    (what) => `types: ${what}`,
  ),
  ...['lint', 'circles', 'dead', 'format', 'sizes', 'packages', 'words'],
]

let tree: CopyOfTree
let output = ''
let exitCode: number | null = null
let byStep = new Map<string, { passed: boolean; lines: string[] }>()

beforeAll(async () => {
  tree = copyOfTree()
  for (const { file, text } of plants) tree.write(file, text)
  for (const [file, text] of Object.entries({ ...props, ...allowed })) tree.write(file, text)
  plantPackages(tree)
  const ended = await check(tree.folder)
  output = ended.output
  exitCode = ended.code
  byStep = readSteps(output)
}, 900_000)

afterAll(() => tree.remove())

describe('a planted violation is named', () => {
  test.each(plants)('$step: $breaks', ({ file, step, says }) => {
    const named = linesOf(step).filter((line) => line.includes(file))
    const said = linesOf(step).slice(0, 5).join('\n')
    expect(named.join('\n'), `${step} should name ${file}, but said:\n${said}`).toContain(says)
  })

  test('packages: a licence that may not be shipped, on a package that a package needs', () => {
    expect(output).toContain('node_modules/isomorphic.js: the licence "GPL-3.0-only"')
  })

  test('packages: a declared package on no list', () => {
    expect(output).toContain("package.json: left-over is on no folder's list")
  })

  test('packages: a version range', () => {
    expect(output).toContain('package.json: yjs is "^13.6.33", not one exact version')
  })

  test('packages: an address in the lockfile', () => {
    expect(output).toContain('package-lock.json: node_modules/yjs has a resolved address')
  })
})

describe('the check as a whole', () => {
  test('runs every step, fails each one, and says how many', () => {
    expect([...byStep.keys()].sort()).toEqual([...steps].sort())
    expect([...byStep].filter(([, step]) => step.passed)).toEqual([])
    expect(output.trimEnd().split('\n').at(-1)).toBe(`0 passed, ${steps.length} failed`)
    expect(exitCode).toBe(1)
  })

  test('does not name what the architecture allows', () => {
    const steps = ['lint', 'circles', 'packages', 'words', 'sizes', 'format']
    for (const file of Object.keys(allowed)) {
      const named = steps.flatMap(linesOf).filter((line) => line.includes(file))
      expect(named, file).toEqual([])
    }
  })

  test('an Electron API newer than 25 is named by that step alone', () => {
    expect(linesOf('types: main').join('\n')).not.toContain('planted/newer.ts')
  })

  test('refuses a step that does not exist', async () => {
    const ended = await check(tree.folder, '--only', 'nonsense')
    expect(ended.code).toBe(1)
    expect(ended.output).toContain('There is no check named "nonsense"')
  })

  test('circles fails when it sees next to nothing, and runs alone when asked', async () => {
    const bare = copyOfTree([
      'scripts/check.mjs',
      'scripts/lib',
      'scripts/checks',
      '*.cjs',
      'package.json',
    ])
    try {
      const ended = await check(bare.folder, '--only', 'circles')
      expect(ended.output).toMatch(/saw only \d+ modules/)
      expect(ended.output.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed')
    } finally {
      bare.remove()
    }
  })

  test('a step passes where nothing is wrong', async () => {
    const plain = copyOfTree(['scripts', 'shared', 'package.json'])
    try {
      const ended = await check(plain.folder, '--only', 'sizes')
      expect(ended.output).toContain('pass  sizes')
      expect(ended.output).toContain('1 passed, 0 failed')
      expect(ended.code).toBe(0)
    } finally {
      plain.remove()
    }
  })
})

/** Faults in package.json, the lockfile and an installed package's licence. */
function plantPackages(into: CopyOfTree): void {
  const read = (file: string): Record<string, Record<string, unknown>> =>
    JSON.parse(readFileSync(join(into.folder, file), 'utf8'))
  const manifest = read('package.json')
  Object.assign(manifest['devDependencies'] ?? {}, { yjs: '^13.6.33', 'left-over': '1.0.0' })
  into.write('package.json', `${JSON.stringify(manifest, null, 2)}\n`)
  const lock = read('package-lock.json')
  Object.assign(lock['packages']?.['node_modules/yjs'] ?? {}, { resolved: 'https://x.invalid' })
  into.write('package-lock.json', JSON.stringify(lock))
  const isomorphic = read('node_modules/isomorphic.js/package.json')
  into.changePackage('isomorphic.js', { ...isomorphic, license: 'GPL-3.0-only' })
}

function check(
  folder: string,
  ...args: string[]
): Promise<{ output: string; code: number | null }> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [resolve(folder, 'scripts/check.mjs'), ...args])
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.on('error', failed)
    child.on('close', (code) => done({ output: text, code }))
  })
}

function readSteps(text: string): Map<string, { passed: boolean; lines: string[] }> {
  const found = new Map<string, { passed: boolean; lines: string[] }>()
  let lines: string[] = []
  for (const line of text.split('\n')) {
    const step = /^(pass|FAIL) {2}(.*) \([\d.]+ s\)$/.exec(line)
    if (step === null) lines.push(line)
    else {
      lines = []
      found.set(step[2] ?? '', { passed: step[1] === 'pass', lines })
    }
  }
  return found
}

function linesOf(step: string): string[] {
  return byStep.get(step)?.lines ?? []
}
