import type { ReactNode } from 'react'
import styles from './Rows.module.css'

export interface RowsProps {
  readonly label: string
  readonly children: ReactNode
}

/** A list with hairlines; holds `Row`s. */
export function Rows({ label, children }: RowsProps) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {children}
    </ul>
  )
}
