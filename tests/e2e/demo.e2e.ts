import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { findsIn, type Report } from '#tests/demo/report.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const artifacts = join(root, 'artifacts', 'demo')
const patience = 600_000

let code: unknown
let report: Report

beforeAll(async () => {
  const child = spawn(process.execPath, [join(root, 'scripts', 'demo.mjs')], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  ;[code] = await once(child, 'close')
  // The demonstration's own report, of the type it wrote it with.
  report = JSON.parse(readFileSync(join(artifacts, 'report.json'), 'utf8')) as Report
}, patience)

describe('The demonstration: three desktops, one relay', () => {
  test('ends well, and says so', () => {
    expect(report.faults).toEqual([])
    expect(report.passed).toBe(true)
    expect(code).toBe(0)
  })

  test('lets two people in, each by the one before, and everybody edits', () => {
    const joined = report.story?.joined ?? []
    expect(joined.map(({ by }) => by)).toEqual([report.founder, joined[0]?.name])
    expect(report.edits.map(({ count }) => count > 50)).toEqual([true, true, true])
  })

  test('agrees while all edit, after a cut, and opens again after locking', () => {
    expect(report.story?.agreedLiveMs).toBeGreaterThan(0)
    expect(report.story?.agreedAfterCutMs).toBeGreaterThan(0)
    expect(report.story?.reopened.milliseconds).toBeGreaterThan(0)
  })

  test('leaves a relay that holds everything and can read nothing', () => {
    expect(report.relay?.envelopes).toBeGreaterThan(100)
    expect(findsIn(report, 'relay')).toBe(0)
  })

  test('leaves no plaintext in the profiles, by a search that finds it where it lies', () => {
    expect(findsIn(report, 'profiles')).toBe(0)
    expect(report.searched.flatMap(({ unread }) => unread)).toEqual([])
    expect(report.control).toMatchObject({ plain: true, compressed: true })
  })

  test('leaves a picture of every window', () => {
    for (const name of ['ingrid', 'tomas', 'priya'])
      expect(report.screenshots.some((file) => file.includes(`-${name}-`))).toBe(true)
    for (const file of report.screenshots) expect(existsSync(join(artifacts, file))).toBe(true)
  })
})
