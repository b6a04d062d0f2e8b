import { readdirSync, readFileSync } from 'node:fs'

/** One line of /proc/PID/status, without its name. */
export function status(pid: number, name: string): string {
  const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n')
  return lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 2) ?? ''
}

interface Process {
  readonly pid: number
  readonly parent: number
  readonly command: string
  readonly names: boolean
}

/**
 * The running processes that name something below `folder` in their environment or command line,
 * and what these have started: Chromium's helpers write over their environment.
 */
export function processesNaming(folder: string): Process[] {
  const all = readdirSync('/proc').flatMap((name) => readProcess(name, folder))
  const found = all.filter((process) => process.names)
  for (const { pid } of found) {
    found.push(...all.filter((process) => process.parent === pid && !found.includes(process)))
  }
  return found
}

function readProcess(name: string, folder: string): Process[] {
  const pid = Number(name)
  try {
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
    const environment = readFileSync(`/proc/${name}/environ`, 'utf8')
    const names = `${command} ${environment}`.includes(`=${folder}`)
    // A process that has ended and waits for its parent has no command line.
    return command === '' ? [] : [{ pid, parent: Number(status(pid, 'PPid')), command, names }]
  } catch {
    // Not a process, or one that has just ended.
    return []
  }
}
