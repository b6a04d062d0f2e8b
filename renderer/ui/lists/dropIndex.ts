/** Where a row dropped before or after another one lands, counted in the list without the moved row. */
export function dropIndex(
  ids: readonly string[],
  moved: string,
  target: string,
  position: 'before' | 'after',
): number {
  const rest = ids.filter((id) => id !== moved)
  if (moved === target) return ids.indexOf(moved)
  return rest.indexOf(target) + (position === 'after' ? 1 : 0)
}
