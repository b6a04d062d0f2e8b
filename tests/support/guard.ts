import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'

/** A shell that cleans up after this process, however this process ends. */
export interface Guard {
  /** The lines that the shell prints. */
  readonly lines: Interface
  /** Hands the shell one line to remember. */
  tell(line: string): void
  /** Lets the shell clean up now and waits until it has. */
  release(): Promise<void>
}

/**
 * Starts `script` in a shell of its own session. The shell's input stays open as long as this
 * process lives and closes with it, killed or not, so a script that reads its input to the end and
 * then cleans up leaves nothing behind.
 */
export function startGuard(script: string, args: readonly string[] = []): Guard {
  const child = spawn('/bin/sh', ['-c', script, 'guard', ...args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit')
  // A script that has ended early must not end this process with a broken pipe.
  child.stdin.on('error', () => undefined)
  return {
    lines: createInterface({ input: child.stdout }),
    tell: (line) => void child.stdin.write(`${line}\n`),
    release: async () => {
      child.stdin.end()
      if (!hasEnded(child)) await ended
    },
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
