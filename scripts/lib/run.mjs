import { spawn } from 'node:child_process'

/** Prints one line of progress. */
export function say(line) {
  process.stdout.write(`${line}\n`)
}

/** Prints a sentence on the error stream and ends with code 1. */
export function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

/**
 * Runs a command to its end and returns `{ code, stdout, stderr }`. With `show: true` its output
 * goes straight to the terminal. Never throws on a non-zero code; throws when it cannot start.
 */
export function run(command, args, { show = false, ...options } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, {
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      ...options,
    })
    let stdout = ''
    let stderr = ''
    child.stdout?.on('data', (chunk) => (stdout += chunk))
    child.stderr?.on('data', (chunk) => (stderr += chunk))
    child.on('error', failed)
    child.on('close', (code) => done({ code: code ?? 1, stdout, stderr }))
  })
}

/** As `run`, but ends the program with the command's last words when it fails. */
export async function mustRun(command, args, options = {}) {
  const result = await run(command, args, options)
  if (result.code === 0) return result
  stop(`${command} ${args.join(' ')} failed:\n${(result.stderr || result.stdout).slice(-4000)}`)
}
