import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const pause = 200

/**
 * Runs `work` while nobody else holds the lock file at `path`, waiting as long as that takes. A
 * lock whose holder has ended is taken over, since a program may end in the middle of its work.
 */
export async function alone(path, work) {
  mkdirSync(dirname(path), { recursive: true })
  while (!take(path)) await new Promise((done) => setTimeout(done, pause))
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (problem) {
    if (problem.code !== 'EEXIST') throw problem
  }
  if (holderHasEnded(path)) rmSync(path, { force: true })
  return false
}

function holderHasEnded(path) {
  try {
    const holder = Number(readFileSync(path, 'utf8'))
    // An empty file is one that its holder is about to write.
    if (holder > 0) process.kill(holder, 0)
    return false
  } catch (problem) {
    return problem.code === 'ESRCH'
  }
}
