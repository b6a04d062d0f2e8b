/**
 * That somebody locked by hand has to outlive the reload that drops the keys, and nothing else: the
 * entry of the window's history does, and goes with the window.
 */
const mark = 'locked by hand'

/** Notes it for the page that comes after the reload. */
export function rememberLocked(): void {
  window.history.replaceState(mark, '')
}

/** Whether the page before this one was locked by hand. */
export function wasLocked(): boolean {
  return window.history.state === mark
}

/** The forum is open again. */
export function forgetLocked(): void {
  window.history.replaceState(null, '')
}
