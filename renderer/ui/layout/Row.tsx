import type { ReactNode } from 'react'
import { Button, Link } from 'react-aria-components'
import { classes } from '../theme/classes.ts'
import styles from './Rows.module.css'

export interface RowProps {
  readonly children: ReactNode
  /** A narrow first column: the clock. */
  readonly lead?: ReactNode
  /** At the right: minutes, a date. */
  readonly end?: ReactNode
  /** A quiet second line. */
  readonly hint?: ReactNode
  readonly href?: string | undefined
  readonly onPress?: (() => void) | undefined
}

/** One line of `Rows`; with `href` or `onPress` the whole line is the target. */
export function Row({ children, lead, end, hint, href, onPress }: RowProps) {
  const content = (
    <>
      {lead !== undefined && <span className={styles.lead}>{lead}</span>}
      <span className={styles.words}>
        <span>{typeof children === 'string' ? <bdi>{children}</bdi> : children}</span>
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </span>
      {end !== undefined && <span className={styles.end}>{end}</span>}
    </>
  )
  const pressable = classes(styles.line, styles.pressable)
  if (href !== undefined) {
    return (
      <li className={styles.row}>
        <Link href={href} className={pressable}>
          {content}
        </Link>
      </li>
    )
  }
  if (onPress !== undefined) {
    return (
      <li className={styles.row}>
        <Button onPress={onPress} className={pressable}>
          {content}
        </Button>
      </li>
    )
  }
  return (
    <li className={styles.row}>
      <div className={styles.line}>{content}</div>
    </li>
  )
}
