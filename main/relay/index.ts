export type { RelayEvent } from './event.ts'
export type { RelayLimits } from './limits.ts'
export { startRelay } from './server.ts'
export type { Relay, RelayOptions } from './server.ts'
