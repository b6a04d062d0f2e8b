import { classes } from '../theme/classes.ts'
import styles from './MinutesBar.module.css'

export interface MinutesBarProps {
  readonly minutes: number
  /** What fills the whole width. */
  readonly longest: number
  /** The same in words. */
  readonly label: string
  readonly kind?: 'main' | 'minor' | 'break' | undefined
}

/** How long, at a glance: moss for what the meeting is for, quiet for the rest, dashed for a pause. */
export function MinutesBar({ minutes, longest, label, kind = 'main' }: MinutesBarProps) {
  const share = longest > 0 ? Math.min(1, Math.max(0, minutes / longest)) : 0
  const width = `${(share * 100).toFixed(1)}%`
  return (
    <svg role="img" aria-label={label} className={styles.bar}>
      {kind === 'break' ? (
        <line x1="0" y1="50%" x2={width} y2="50%" className={styles.dashes} />
      ) : (
        <rect x="0" y="0" width={width} height="100%" rx="4" className={classes(styles[kind])} />
      )}
    </svg>
  )
}
