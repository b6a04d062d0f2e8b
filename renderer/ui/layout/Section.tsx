import { type ReactNode, useId } from 'react'
import { classes } from '../theme/classes.ts'
import { Heading } from './Heading.tsx'
import styles from './Section.module.css'

export interface SectionProps {
  readonly title?: ReactNode
  /** A quiet line under the title. */
  readonly hint?: ReactNode
  readonly level?: 2 | 3 | undefined
  readonly actions?: ReactNode
  /** A hairline above sets it off from what comes before. */
  readonly hairline?: boolean | undefined
  readonly children: ReactNode
}

export function Section({ title, hint, level = 2, actions, hairline, children }: SectionProps) {
  const id = useId()
  return (
    <section
      className={classes(styles.section, hairline === true && styles.hairline)}
      aria-labelledby={title === undefined ? undefined : id}
    >
      {(title !== undefined || actions !== undefined) && (
        <div className={styles.head}>
          <div className={styles.words}>
            {title !== undefined && (
              <Heading level={level} id={id}>
                {title}
              </Heading>
            )}
            {hint !== undefined && <p className={styles.hint}>{hint}</p>}
          </div>
          {actions}
        </div>
      )}
      {children}
    </section>
  )
}
