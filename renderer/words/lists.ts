/** Names in a sentence: “Ingrid, Tomás and Priya”. */
export function listWords(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  const before = names.slice(0, -1)
  return before.length === 0 ? last : `${before.join(', ')} and ${last}`
}
