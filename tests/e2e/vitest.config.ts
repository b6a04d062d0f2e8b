import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The tests that start real desktops and browsers: one file at a time, since the machine is small. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/e2e/**/*.e2e.ts', 'tests/security/**/*.e2e.ts', 'tests/a11y/**/*.e2e.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
    pool: 'forks',
  },
})
