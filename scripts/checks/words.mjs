import { homedir } from 'node:os'
import { root } from '../lib/paths.mjs'
import { run } from '../lib/run.mjs'
import { projectFiles, readText, report } from './files.mjs'

const source = /\.(ts|tsx|mjs|cjs|css|html)$/

/** What no tracked file may say: each a pattern, where it holds, and the reason. */
const rules = [
  {
    pattern:
      /\b(?:registry\.npmjs\.|registry\.yarnpkg\.|npm\.pkg\.github\.|registry\.npmmirror\.)/i,
    reason: "names a package registry's host",
  },
  {
    pattern: /(?<![\w.:/@-])\/(?:work|root)(?=[/'"`\s)\]]|$)/m,
    reason: 'holds an absolute path of one machine',
  },
  {
    pattern: /\b(?:TO[D]O|FIX[M]E)\b/,
    only: source,
    reason: 'leaves work open in a comment; do it or write it in the issue',
  },
  {
    pattern: /^\s*export \* from/m,
    only: source,
    reason: 'exports everything of another file; name what the door shows',
  },
  {
    pattern: /(?:oxlint-disable|eslint-disable|@ts-expect-error|prettier-ignore)(?!.* -- \S)/,
    only: source,
    reason: 'suppresses a check without a reason on the line (write " -- reason")',
  },
  ...(await thisMachine()),
]

/** What only this machine knows: where the tree lies, the home folder, the registry it asks. */
async function thisMachine() {
  // A place of one step, like /app, is also an ordinary word; it says nothing about a machine.
  const places = [root, homedir()].filter((place) => place.split(/[\\/]/).length > 2)
  const configured = await run('npm', ['config', 'get', 'registry'], { cwd: root })
  const host = URL.canParse(configured.stdout.trim())
    ? new URL(configured.stdout.trim()).hostname
    : ''
  return [
    ...places.map((place) => ({
      pattern: new RegExp(`(?<![\\w.:/@-])${literally(place)}(?![\\w-])`),
      reason: 'holds an absolute path of this machine',
    })),
    ...(/[a-z].*\./i.test(host)
      ? [{ pattern: new RegExp(literally(host)), reason: "names a package registry's host" }]
      : []),
  ]
}

function literally(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

const files = await projectFiles()
const faults = files.flatMap((file) => {
  const text = readText(file)
  if (text === null) return []
  return rules.flatMap(({ pattern, only, reason }) => {
    if (only !== undefined && !only.test(file)) return []
    const found = pattern.exec(text)
    if (found === null) return []
    const line = text.slice(0, found.index).split('\n').length
    return [`${file}:${line}: ${reason}`]
  })
})
report({ faults, seen: files.length, atLeast: 30, what: 'files' })
