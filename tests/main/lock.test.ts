import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshFolder } from './folder.ts'

const script = new URL('../../scripts/lib/lock.mjs', import.meta.url).href
type Alone = <T>(path: string, work: () => Promise<T>) => Promise<T>
const { alone }: { alone: Alone } = await import(/* @vite-ignore */ script)

test('Who builds is alone: others wait, and a failure lets the next one in', async () => {
  const path = join(freshFolder(), 'inside', '.lock')
  const steps: string[] = []
  const work = (name: string) => async () => {
    steps.push(`${name} in`)
    await new Promise((done) => setTimeout(done, 50))
    steps.push(`${name} out`)
    if (name === 'b') throw new Error('b failed')
    return name
  }
  const all = await Promise.allSettled(['a', 'b', 'c'].map((name) => alone(path, work(name))))
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  for (let at = 0; at < steps.length; at += 2)
    expect(steps[at + 1]).toBe(steps[at]?.replace('in', 'out'))
  expect(existsSync(path)).toBe(false)
})

test('A lock whose holder was killed is taken over', async () => {
  const path = join(freshFolder(), '.lock')
  const gone = spawn(process.execPath, ['-e', ''])
  await once(gone, 'exit')
  writeFileSync(path, String(gone.pid))
  expect(await alone(path, async () => 'in')).toBe('in')
})
