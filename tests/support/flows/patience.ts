/** How long something may take before a test says that it hangs, in milliseconds. Never a measure. */
export const patience = 60_000
