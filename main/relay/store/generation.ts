import { randomInt } from 'node:crypto'
import { maxGeneration } from '#shared/wire/relay/index.ts'

/** A new store's generation. */
export function drawGeneration(): number {
  return randomInt(1, maxGeneration + 1)
}
