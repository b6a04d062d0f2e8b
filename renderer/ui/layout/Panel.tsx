import type { ReactNode } from 'react'
import styles from './Panel.module.css'

export interface PanelProps {
  readonly title?: ReactNode
  readonly hint?: ReactNode
  readonly children?: ReactNode
}

/** A wash behind something set apart; used sparingly, hairlines come first. */
export function Panel({ title, hint, children }: PanelProps) {
  return (
    <div className={styles.panel}>
      {title !== undefined && <p className={styles.title}>{title}</p>}
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {children}
    </div>
  )
}
