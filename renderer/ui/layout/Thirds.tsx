import type { ReactNode } from 'react'
import styles from './Columns.module.css'

export interface ThirdsProps {
  readonly children: ReactNode
}

/** Columns of equal width, as many beside each other as there is room for. */
export function Thirds({ children }: ThirdsProps) {
  return <div className={styles.thirds}>{children}</div>
}
