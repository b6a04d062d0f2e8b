import type { ReactNode } from 'react'
import styles from './Clock.module.css'

export interface FigureProps {
  readonly label: string
  readonly value: ReactNode
}

/** A large number under its name. */
export function Figure({ label, value }: FigureProps) {
  return (
    <div className={styles.figure}>
      <span className={styles.label}>{label}</span>
      <span className={styles.value}>{value}</span>
    </div>
  )
}
