import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/**
 * Written, but not yet seen passing from beginning to end: they are run by name until they were, so
 * that no red of theirs is taken for a defect, nor their presence for a proof.
 */
const notYetSeen = [
  'tests/a11y/screens.e2e.ts',
  'tests/e2e/apart.e2e.ts',
  'tests/e2e/badInput.e2e.ts',
  'tests/e2e/demo.e2e.ts',
]

/** The tests that start real desktops and browsers: one file at a time, since the machine is small. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/e2e/**/*.e2e.ts', 'tests/security/**/*.e2e.ts', 'tests/a11y/**/*.e2e.ts'],
    exclude: process.env.SUBROSA_ALL_E2E === '1' ? [] : notYetSeen,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    pool: 'forks',
  },
})
