/** What may stand on a relay's command line after the word `relay`. */
export const optionNames = [
  'port',
  'data',
  'host',
  'cert',
  'key',
  'backups',
  'keep-days',
  'connections',
  'connections-per-address',
  'mailbox-mib',
  'store-mib',
  'metrics',
] as const

export type OptionName = (typeof optionNames)[number]

/** Options that stand alone; each other one is followed by its value. */
export const switches: readonly OptionName[] = ['metrics']

/** Whole numbers that an option takes, both ends included. */
export const ranges = {
  port: [0, 65_535],
  // Fewer than 60 days and who misses one monthly meeting may not find back; 0 keeps everything.
  'keep-days': [60, 36_500],
  connections: [1, 100_000],
  'connections-per-address': [1, 100_000],
  'mailbox-mib': [1, 65_536],
  'store-mib': [1, 1_048_576],
} as const satisfies Partial<Record<OptionName, readonly [least: number, most: number]>>

export type NumberOption = keyof typeof ranges
