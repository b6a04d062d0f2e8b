import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { allowedLicences } from './allowedPackages.mjs'

/**
 * Walks from the shipped packages to all they need, by the lockfile, and reads each one's licence
 * from where it is installed. Packages of other platforms that are not installed are passed over.
 *
 * @param {{ packages: Record<string, object> }} lock package-lock.json
 * @param {string[]} names packages that the shipped places import
 * @returns {{ faults: string[], seen: number }}
 */
export function licenceFaults(lock, names) {
  const paths = shippedPaths(lock, names)
  const faults = paths.flatMap((path) => {
    const { license } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'))
    if (typeof license === 'string' && mayShip(license)) return []
    return [`${path}: the licence ${JSON.stringify(license)} may not be shipped in this work`]
  })
  return { faults, seen: paths.length }
}

/**
 * True when a licence expression (SPDX) can be met by allowed licences alone. Where AND and OR are
 * mixed, every name in it must be allowed.
 */
export function mayShip(expression) {
  const names = expression
    .replace(/[()]/g, ' ')
    .trim()
    .split(/\s+(?:OR|AND)\s+/i)
  const allowed = (name) => allowedLicences.includes(name.trim())
  return / AND /i.test(expression) ? names.every(allowed) : names.some(allowed)
}

function shippedPaths(lock, names) {
  const found = new Set()
  const waiting = names.map((name) => `node_modules/${name}`)
  for (const path of waiting) {
    if (found.has(path) || !existsSync(join(root, path, 'package.json'))) continue
    found.add(path)
    if (onlyItself.includes(path)) continue
    const entry = lock.packages[path] ?? {}
    const needs = { ...entry.dependencies, ...entry.optionalDependencies }
    const peers = Object.keys(entry.peerDependencies ?? {}).filter(
      (name) => !entry.peerDependenciesMeta?.[name]?.optional,
    )
    for (const name of [...Object.keys(needs), ...peers]) {
      const place = placeOf(lock, path, name)
      if (place !== null) waiting.push(place)
    }
  }
  return [...found]
}

/** Electron's npm dependencies fetch it; what is shipped is the runtime. */
const onlyItself = ['node_modules/electron']

/** Where a package that `from` needs lies: the nearest node_modules upwards. */
function placeOf(lock, from, name) {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    const place = `${folder}/node_modules/${name}`
    if (lock.packages[place] !== undefined) return place
    if (!folder.includes('/node_modules/')) break
  }
  const place = `node_modules/${name}`
  return lock.packages[place] === undefined ? null : place
}
