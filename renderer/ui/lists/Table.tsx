import type { ReactNode } from 'react'
import { classes } from '../theme/classes.ts'
import styles from './Table.module.css'

export interface TableColumn<T> {
  readonly id: string
  readonly title: string
  /** Figures stand at the end, in figures of one width. */
  readonly isFigure?: boolean | undefined
  readonly renderCell: (row: T) => ReactNode
}

export interface TableProps<T extends { readonly id: string }> {
  readonly label: string
  /** The first names the row. */
  readonly columns: readonly TableColumn<T>[]
  readonly rows: readonly T[]
}

/** A plain table with hairlines. Where it is narrow each row becomes a short list of its own. */
export function Table<T extends { readonly id: string }>(props: TableProps<T>) {
  const { label, columns, rows } = props
  // Elements with roles, since a real table loses its meaning once it is laid out as a list.
  return (
    <div className={styles.table} role="table" aria-label={label}>
      <div role="rowgroup" className={styles.heads}>
        <div role="row" className={styles.headRow}>
          {columns.map((column) => (
            <div
              key={column.id}
              role="columnheader"
              className={classes(styles.head, column.isFigure === true && styles.figure)}
            >
              {column.title}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.rows}>
        {rows.map((row) => (
          <div key={row.id} role="row" className={styles.row}>
            {columns.map((column, at) => (
              <div
                key={column.id}
                role={at === 0 ? 'rowheader' : 'cell'}
                className={classes(
                  styles.cell,
                  at === 0 && styles.name,
                  column.isFigure === true && styles.figure,
                )}
                data-title={column.title}
              >
                {column.renderCell(row)}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}
