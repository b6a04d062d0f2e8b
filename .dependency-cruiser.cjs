/**
 * Circles, and who may import whom by the file an import really reaches. Lint says the same of the
 * written path where the author can see it at once; this finds what a path hides.
 */
const rooms = [
  ['shared', '^shared/'],
  ['crypto', '^(crypto|shared)/'],
  ['main', '^(main|shared)/'],
  ['renderer', '^(renderer|crypto|shared)/'],
]
const anyRoom = '^(shared|crypto|main|renderer|tests|scripts)/'

/** Inside the renderer: place -> what it may not reach. */
const renderer = [
  ['ui', '^renderer/(app|features|data|session|worker|bridge\\.ts)|^shared/model/|^crypto/'],
  ['features', '^renderer/app/'],
  ['session', '^renderer/(app|features|ui)/'],
  ['worker', '^renderer/(app|features|ui)/'],
  ['data', '^renderer/(app|features|ui|session)/'],
]

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    forbid(
      'no-circles',
      'Files that import each other cannot be read apart.',
      {},
      { circular: true },
    ),
    forbid(
      'resolves',
      'An import must reach a file or an installed package.',
      {},
      { couldNotResolve: true },
    ),
    ...rooms.map(([room, reach]) =>
      forbid(
        `room-${room}`,
        'shared <- crypto <- renderer, shared <- main; nothing imports tests.',
        { path: `^${room}/`, pathNot: '/vite\\.config\\.ts$' },
        { path: anyRoom, pathNot: reach },
      ),
    ),
    ...renderer.map(([place, beyond]) =>
      forbid(
        `renderer-${place}`,
        'ui <- features <- app, data <- session <- features.',
        { path: `^renderer/${place}/` },
        { path: beyond },
      ),
    ),
    forbid(
      'feature-alone',
      'Features do not import each other; what two of them need goes to ui, session or data.',
      { path: '^renderer/features/([^/]+)/' },
      { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    ),
    forbid(
      'crypto-door',
      // Its own tests forge what no honest function makes, and so must reach inside.
      'crypto is reached only through its index.ts.',
      { pathNot: '^((tests/)?crypto|tests/adversary)/' },
      {
        path: '^crypto/',
        pathNot: '^crypto/index\\.ts$',
      },
    ),
    forbid(
      'relay-alone',
      'The relay knows nothing of the desktop.',
      { path: '^main/relay/' },
      {
        path: '^main/',
        pathNot: '^main/relay/',
      },
    ),
    forbid(
      'nobody-imports-tests',
      'Nothing imports tests.',
      { pathNot: '^tests/' },
      {
        path: '^tests/',
      },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|^artifacts/' },
    preserveSymlinks: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'types', 'default'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
}
