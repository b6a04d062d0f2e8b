import type { ReactNode } from 'react'
import { Heading } from '../layout/Heading.tsx'
import styles from './EmptyState.module.css'

export interface EmptyStateProps {
  /** What belongs here. */
  readonly title: string
  readonly children?: ReactNode
  /** The button that puts it here. */
  readonly action?: ReactNode
  readonly level?: 2 | 3 | undefined
}

export function EmptyState({ title, children, action, level = 2 }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <Heading level={level} size="m">
        {title}
      </Heading>
      {children !== undefined && <div className={styles.words}>{children}</div>}
      {action}
    </div>
  )
}
