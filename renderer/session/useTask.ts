import { useState } from 'react'
import type { Failure, Result } from '#shared/result.ts'

/** Runs one thing at a time that may fail, and keeps what went wrong for the screen. */
export function useTask(): {
  readonly working: boolean
  readonly failure: Failure | null
  readonly run: (task: () => Promise<Result<unknown>>) => void
} {
  const [working, setWorking] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  async function start(task: () => Promise<Result<unknown>>): Promise<void> {
    setWorking(true)
    setFailure(null)
    const result = await task()
    setWorking(false)
    if (!result.ok) setFailure(result.failure)
  }
  return {
    working,
    failure,
    run(task) {
      if (!working) void start(task)
    },
  }
}
