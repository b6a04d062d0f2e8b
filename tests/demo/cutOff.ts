import type { Person } from './person.ts'

/** How somebody is cut off, in words, and the way back. */
export interface Cut {
  readonly how: string
  mend(): Promise<void>
}

/**
 * Cuts one person off from outside: the link of their network is set down. Without a network of
 * their own, the process of their app that holds all sockets is stopped in its tracks, so that
 * neither relay nor the others get a byte from it; the page itself is not touched.
 */
export async function cutOff({ network, desktop }: Person): Promise<Cut> {
  if (network !== undefined) {
    await network.cut()
    return { how: 'network link set down', mend: () => network.mend() }
  }
  const pid = await desktop.app.evaluate(
    ({ app }) =>
      app.getAppMetrics().find((each) => each.serviceName === 'network.mojom.NetworkService')
        ?.pid ?? null,
  )
  if (pid === null) throw new Error('The app has no network process to stop')
  process.kill(pid, 'SIGSTOP')
  const mend = async () => {
    process.kill(pid, 'SIGCONT')
    return Promise.resolve()
  }
  return { how: 'network process stopped from outside', mend }
}
