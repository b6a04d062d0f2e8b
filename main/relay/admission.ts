import type { RelayLimits } from './limits.ts'

/** Counts connections in all and by address. Addresses stay in memory while connected and go nowhere. */
export interface Admission {
  /** Takes a place, or gives null when there is none; the returned function gives the place back. */
  enter(address: string): (() => void) | null
}

/** Admission under the given limits. */
export function createAdmission(
  limits: Pick<RelayLimits, 'connections' | 'connectionsPerAddress'>,
): Admission {
  const byAddress = new Map<string, number>()
  let total = 0
  return {
    enter(address) {
      const here = byAddress.get(address) ?? 0
      if (total >= limits.connections || here >= limits.connectionsPerAddress) return null
      total += 1
      byAddress.set(address, here + 1)
      return () => {
        total -= 1
        const left = (byAddress.get(address) ?? 1) - 1
        if (left === 0) byAddress.delete(address)
        else byAddress.set(address, left)
      }
    },
  }
}
