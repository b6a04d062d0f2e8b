/** One line of the table: a figure against the bare thing of the same run. */
export interface Row {
  readonly what: string
  /** In `unit`: ours, and the bare thing. */
  readonly figure: number
  readonly anchor: number
  readonly unit: 'µs' | 'ms' | 'KB'
  /** What the anchor is: the bare thing, or the most that is allowed. */
  readonly against: string
  /** The most that the figure may be of the anchor; null for what is only shown. */
  readonly target: number | null
}

/** What belongs to a row and has no target: stages, transports, sizes. */
export interface Detail {
  readonly title: string
  readonly lines: readonly (readonly [label: string, value: string])[]
}

export interface Findings {
  readonly rows: readonly Row[]
  readonly details: readonly Detail[]
}

/** The table for people. */
export function tableOf(rows: readonly Row[]): string {
  const head = ['', 'figure', 'anchor', 'ratio', 'target', '', 'against']
  const body = rows.map((row) => [
    row.what,
    amount(row.figure, row.unit),
    amount(row.anchor, row.unit),
    `${ratioOf(row).toFixed(2)}x`,
    row.target === null ? '' : `${row.target}x`,
    row.target === null ? '' : isMet(row) ? 'met' : 'NOT met',
    row.against,
  ])
  return aligned([head, ...body], new Set([0, 5, 6]))
}

/** A detail for people. */
export function linesOf({ title, lines }: Detail): string {
  return `${title}\n${aligned(
    lines.map(([label, value]) => [`  ${label}`, value]),
    new Set([0, 1]),
  )}`
}

/** All of it for machines. */
export function reportOf({ rows, details }: Findings, about: Record<string, unknown>): string {
  const judged = rows.map((row) => ({
    ...row,
    ratio: ratioOf(row),
    met: row.target === null ? null : isMet(row),
  }))
  const shown = details.map(({ title, lines }) => ({ title, lines: Object.fromEntries(lines) }))
  return `${JSON.stringify({ ...about, rows: judged, details: shown }, null, 2)}\n`
}

/** A time or another amount in at least three digits. */
export function amount(value: number, unit: string): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return `${value.toFixed(digits)} ${unit}`
}

export function isMet(row: Row): boolean {
  return row.target !== null && ratioOf(row) <= row.target
}

function ratioOf({ figure, anchor }: Row): number {
  return figure / anchor
}

function aligned(lines: readonly (readonly string[])[], left: ReadonlySet<number>): string {
  const widths: number[] = []
  for (const cells of lines)
    cells.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) =>
        left.has(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return lines.map(line).join('\n')
}
