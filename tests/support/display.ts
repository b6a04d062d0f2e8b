import { startGuard } from './guard.ts'

/** A virtual screen. One serves any number of windows, in all namespaces. */
export interface Display {
  /** What DISPLAY must be, such as ":7". */
  readonly name: string
  stop(): Promise<void>
}

/**
 * Xvfb prints the free display it took on descriptor 3. The guard closes its own end
 * of that pipe, so that it closes when Xvfb fails, and ends Xvfb when its input closes.
 */
const script = `
  Xvfb -displayfd 3 -screen 0 "$1" -nolisten tcp -noreset 3>&1 >/dev/null 2>&1 </dev/null &
  server=$!
  exec >&-
  while read -r line; do :; done
  kill $server 2>/dev/null
  wait $server
`

/**
 * Starts Xvfb on a display that is free, `size` in pixels. It also ends when this process does.
 * Throws when Xvfb is not installed or does not start.
 */
export async function startDisplay(size = { width: 1600, height: 1200 }): Promise<Display> {
  const guard = startGuard(script, [`${size.width}x${size.height}x24`])
  const line = await new Promise<string | null>((resolve) => {
    guard.lines.once('line', resolve)
    guard.lines.once('close', () => resolve(null))
  })
  if (line === null || !/^\d+$/.test(line)) {
    await guard.release()
    throw new Error('Xvfb did not start; on Debian: apt-get install xvfb')
  }
  return { name: `:${line}`, stop: () => guard.release() }
}
