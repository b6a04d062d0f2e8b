import type { ReactNode } from 'react'
import styles from './Columns.module.css'

export interface ColumnsProps {
  readonly children: ReactNode
  readonly aside: ReactNode
}

/** The work and, at its right while there is room, what one glances at. */
export function Columns({ children, aside }: ColumnsProps) {
  return (
    <div className={styles.columns}>
      <div className={styles.work}>{children}</div>
      <div className={styles.aside}>{aside}</div>
    </div>
  )
}
