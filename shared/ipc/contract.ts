import * as v from 'valibot'
import { failureCodes } from '../failure.ts'
import type { Channel } from './channels.ts'

/** A vault file holds keys only; anything near this size is not one. */
export const vaultBytesLimit = 8 * 1024 * 1024

const bytes = v.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length <= vaultBytesLimit,
)
const slotSecret = v.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length === 32,
)
const url = v.pipe(v.string(), v.maxLength(300))
const nothing = v.null()

/** Where a relay inside this app may listen: ports that need no special right. */
export const relayPort = v.pipe(v.number(), v.integer(), v.minValue(1024), v.maxValue(65535))

/** A relay inside this app: what the person wants, its address while it runs, why it does not. */
const hosting = v.strictObject({
  wanted: v.boolean(),
  url: v.nullable(url),
  failure: v.nullable(v.picklist(failureCodes)),
})

/** What the page learns of the desktop around it when it starts. */
const appInfo = v.strictObject({
  version: v.string(),
  electron: v.string(),
  /** False on a runtime that is for development only; the title bar says so. */
  supportedRuntime: v.boolean(),
  relayUrl: url,
  /** What the page handed over before it had to reload, given back once. Never written to disk. */
  carried: v.nullable(v.pipe(v.string(), v.maxLength(2000))),
})

/**
 * The contract between page and desktop: argument and result of each channel. Both sides parse:
 * the desktop what it is asked, the page what it is told.
 */
export const contract = {
  appInfo: { argument: nothing, result: appInfo },
  vaultRead: { argument: nothing, result: v.nullable(bytes) },
  vaultWrite: { argument: bytes, result: nothing },
  /** Seals the secret of the vault's keychain slot under the system's keychain, and keeps it. */
  keyringSeal: { argument: slotSecret, result: nothing },
  keyringOpen: { argument: nothing, result: slotSecret },
  keyringForget: { argument: nothing, result: nothing },
  /** Remembers the relay and reloads the page, since the address is part of its policy. */
  relayChoose: {
    argument: v.strictObject({
      url,
      carry: v.nullable(v.pipe(v.string(), v.maxLength(2000))),
    }),
    result: nothing,
  },
  /**
   * Starts or stops a relay inside this app, and remembers that over a restart; the result is its
   * address, or null when stopped.
   */
  relayHost: {
    argument: v.strictObject({ on: v.boolean(), port: relayPort }),
    result: v.nullable(url),
  },
  /** How that relay stands, answered once a start under way has ended. */
  relayHosted: { argument: nothing, result: hosting },
} as const satisfies Record<Channel, { argument: v.GenericSchema; result: v.GenericSchema }>

/** What a channel is asked with. */
export type Argument<C extends Channel> = v.InferOutput<(typeof contract)[C]['argument']>

/** What a channel answers on success. */
export type Answer<C extends Channel> = v.InferOutput<(typeof contract)[C]['result']>

const failure = v.strictObject({
  ok: v.literal(false),
  failure: v.object({ code: v.picklist(failureCodes), detail: v.optional(v.string()) }),
})

/** The schema of a channel's whole reply: a Result. */
export function replySchema<C extends Channel>(channel: C) {
  return v.union([
    v.strictObject({ ok: v.literal(true), value: contract[channel].result }),
    failure,
  ])
}
