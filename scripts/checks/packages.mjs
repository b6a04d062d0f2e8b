import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../lib/paths.mjs'
import { allowedPackages, shippedPlaces, tools } from './allowedPackages.mjs'
import { readText, report, sourceFiles } from './files.mjs'
import { licenceFaults } from './licences.mjs'

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const declared = { ...manifest.dependencies, ...manifest.devDependencies }
const places = Object.keys(allowedPackages).sort((a, b) => b.length - a.length)

/** The packages that a source file imports, whether by import, export, import() or as a type. */
function importedPackages(file) {
  const text = readText(file) ?? ''
  const specifiers = file.endsWith('.css')
    ? [...text.matchAll(/@import\s+(?:url\()?['"]([^'"]+)/g)].map((found) => found[1])
    : ts.preProcessFile(text, true, true).importedFiles.map((found) => found.fileName)
  return specifiers
    .filter((specifier) => !/^(\.|#|\/|node:|data:|https?:)/.test(specifier))
    .map((specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'))
}

function importFaults(file) {
  const place = places.find((name) => file === name || file.startsWith(`${name}/`))
  return importedPackages(file).flatMap((name) => {
    if (declared[name] === undefined) return [`${file}: ${name} is not in package.json`]
    if (allowedPackages[place]?.includes(name)) return []
    return [`${file}: ${name} is not on the list of ${place ?? 'any place'} (allowedPackages.mjs)`]
  })
}

/** Every declared package stands on a list, and every list names declared packages only. */
function listFaults() {
  const listed = new Set([...Object.values(allowedPackages).flat(), ...tools])
  const names = Object.keys(declared)
  return [
    ...names
      .filter((name) => !listed.has(name))
      .map((name) => `package.json: ${name} is on no folder's list (allowedPackages.mjs)`),
    ...[...listed]
      .filter((name) => declared[name] === undefined && name !== 'playwright-core')
      .map((name) => `scripts/checks/allowedPackages.mjs: ${name} is not in package.json`),
  ]
}

function versionFaults() {
  const exact = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/
  return Object.entries(declared)
    .filter(([, version]) => !exact.test(version))
    .map(([name, version]) => `package.json: ${name} is "${version}", not one exact version`)
}

function lockFaults() {
  return Object.entries(lock.packages)
    .filter(([, entry]) => entry.resolved !== undefined)
    .map(([path]) => `package-lock.json: ${path} has a resolved address`)
}

const files = await sourceFiles()
const shipped = shippedPlaces.flatMap((room) =>
  places
    .filter((name) => name === room || name.startsWith(`${room}/`))
    .filter((name) => !name.endsWith('vite.config.ts'))
    .flatMap((name) => allowedPackages[name]),
)
const licences = licenceFaults(lock, shipped)
report({
  faults: [
    ...files.flatMap(importFaults),
    ...listFaults(),
    ...versionFaults(),
    ...lockFaults(),
    ...licences.faults,
  ],
  seen: licences.seen,
  atLeast: 15,
  what: `packages in what is shipped, imported by ${files.length} files`,
})
