import { type ReactNode, useId } from 'react'
import { classes } from '../theme/classes.ts'
import { Heading, type HeadingProps } from './Heading.tsx'
import styles from './Section.module.css'

export interface SectionProps {
  readonly title?: ReactNode
  /** A quiet line under the title. */
  readonly hint?: ReactNode
  readonly level?: 2 | 3 | undefined
  /** The size of the title; follows the level. `label`: a quiet line, as over a short list. */
  readonly size?: HeadingProps['size']
  readonly actions?: ReactNode
  /** A hairline above sets it off from what comes before. */
  readonly hairline?: boolean | undefined
  readonly children: ReactNode
}

export function Section({
  title,
  hint,
  level = 2,
  size,
  actions,
  hairline,
  children,
}: SectionProps) {
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
              <Heading level={level} size={size} id={id}>
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
