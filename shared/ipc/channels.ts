/**
 * The names of everything the page may ask of the desktop. The preload builds the bridge from
 * this list alone, so that no schema library runs inside it.
 */
export const channels = [
  'appInfo',
  'vaultRead',
  'vaultWrite',
  'keyringSeal',
  'keyringOpen',
  'keyringForget',
  'relayChoose',
  'relayHost',
  'relayHosted',
] as const

/** One thing the page may ask of the desktop. */
export type Channel = (typeof channels)[number]
