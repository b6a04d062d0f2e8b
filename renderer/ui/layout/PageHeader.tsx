import type { ReactNode } from 'react'
import { Heading } from './Heading.tsx'
import styles from './PageHeader.module.css'

export interface PageHeaderProps {
  readonly title: ReactNode
  /** One line above the title: where or when this is. */
  readonly eyebrow?: ReactNode
  /** One line below the title. */
  readonly lead?: ReactNode
  readonly presence?: ReactNode
  /** At most one primary action. */
  readonly actions?: ReactNode
  /** A row under the title: seal, totals. */
  readonly meta?: ReactNode
}

export function PageHeader({ title, eyebrow, lead, presence, actions, meta }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <div className={styles.words}>
          {eyebrow !== undefined && <p className={styles.eyebrow}>{eyebrow}</p>}
          <Heading level={1} isLanding>
            {title}
          </Heading>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {(presence !== undefined || actions !== undefined) && (
          <div className={styles.actions}>
            {presence}
            {actions}
          </div>
        )}
      </div>
      {meta !== undefined && <div className={styles.meta}>{meta}</div>}
    </header>
  )
}
