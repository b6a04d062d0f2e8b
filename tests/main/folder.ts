import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'

/** Makes a fresh folder for a test; it is removed after that test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'subrosa-main-'))
  made.push(folder)
  return folder
}

const made: string[] = []

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})
