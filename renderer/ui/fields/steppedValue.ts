/** The next whole number in steps: from 7 in steps of 5 it goes up to 10 and down to 5. */
export function steppedValue(
  value: number | null,
  direction: 1 | -1,
  step: number,
  min: number,
  max: number,
): number {
  if (value === null) return Math.min(max, Math.max(min, direction === 1 ? step : min))
  const next =
    direction === 1 ? (Math.floor(value / step) + 1) * step : (Math.ceil(value / step) - 1) * step
  return Math.min(max, Math.max(min, next))
}
