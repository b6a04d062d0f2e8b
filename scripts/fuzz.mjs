import { ensurePackages } from './lib/packages.mjs'
import { root } from './lib/paths.mjs'
import { run, say, stop } from './lib/run.mjs'
import { join } from 'node:path'

// The two fuzz tests for as long as one likes: `npm run fuzz 120` is two hours, half for each. What
// fails is printed with the seed by which it can be seen again (MUTATION_SEED, MEMBERSHIP_SEED).
const minutes = Number(process.argv[2] ?? 60)
if (!(minutes > 0)) stop('Say for how many minutes, for example: npm run fuzz 120')
await ensurePackages()
say(`Fuzzing for about ${minutes} minutes…`)
const seconds = Math.ceil(minutes * 30)
const { code } = await run(
  process.execPath,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--config',
    join('tests', 'vitest.config.ts'),
    join('tests', 'adversary'),
    '--testNamePattern',
    'whatever is changed in a message|a forum of many computers',
  ],
  {
    cwd: root,
    show: true,
    // A forum is played through in about a third of a second.
    env: {
      ...process.env,
      MUTATION_SECONDS: String(seconds),
      MEMBERSHIP_RUNS: String(seconds),
    },
  },
)
process.exit(code)
