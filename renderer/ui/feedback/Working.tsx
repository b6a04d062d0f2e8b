import type { ReactNode } from 'react'
import styles from './Working.module.css'

export interface WorkingProps {
  readonly children: ReactNode
}

/** Says that something is under way, in words: nothing spins. */
export function Working({ children }: WorkingProps) {
  return (
    <p role="status" className={styles.working}>
      {children}
    </p>
  )
}
