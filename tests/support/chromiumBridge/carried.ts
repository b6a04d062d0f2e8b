/** Bytes on their way through Playwright, which carries JSON only. */
interface CarriedBytes {
  readonly $bytes: string
}

/** A value of the contract with its bytes as base64. */
export function carry(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  return mapFields(value, carry)
}

/** The value that `carry` took apart. */
export function uncarry(value: unknown): unknown {
  if (isCarried(value)) return new Uint8Array(Buffer.from(value.$bytes, 'base64'))
  return mapFields(value, uncarry)
}

function isCarried(value: unknown): value is CarriedBytes {
  return typeof value === 'object' && value !== null && '$bytes' in value
}

function mapFields(value: unknown, change: (field: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, change(field)]))
}
