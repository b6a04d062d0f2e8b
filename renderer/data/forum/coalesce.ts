/**
 * Runs `work` one at a time. A call that comes meanwhile makes it run once more afterwards, however
 * many come. Resolves when a run that began after the call has ended; `work` must not reject.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null

  function run(): Promise<void> {
    if (running === null) {
      running = work().finally(() => {
        running = null
      })
      return running
    }
    next ??= running.then(() => {
      next = null
      return run()
    })
    return next
  }

  return run
}
