import { classes } from '../theme/classes.ts'
import styles from './MinutesStrip.module.css'

export interface MinutesStripPart {
  readonly id: string
  readonly minutes: number
  readonly kind: 'main' | 'minor' | 'break'
}

export interface MinutesStripProps {
  readonly parts: readonly MinutesStripPart[]
  /** What was set aside; what lies beyond it is marked. */
  readonly planned: number | null
  /** The same in words. */
  readonly label: string
}

/** A whole meeting as one bar of its minutes. */
export function MinutesStrip({ parts, planned, label }: MinutesStripProps) {
  const total = sum(parts)
  const whole = Math.max(total, planned ?? 0, 1)
  const percent = (minutes: number) => `${((minutes / whole) * 100).toFixed(3)}%`
  return (
    <svg role="img" aria-label={label} className={styles.strip}>
      <rect width="100%" height="100%" className={classes(styles.free)} />
      {parts.map(({ id, minutes, kind }, at) => (
        <rect
          key={id}
          x={percent(sum(parts.slice(0, at)))}
          width={percent(minutes)}
          height="100%"
          className={classes(styles.part, styles[kind])}
        />
      ))}
      {planned !== null && total > planned && (
        <>
          <rect
            x={percent(planned)}
            width={percent(total - planned)}
            y="70%"
            height="30%"
            className={classes(styles.over)}
          />
          <line
            x1={percent(planned)}
            x2={percent(planned)}
            y1="0"
            y2="100%"
            className={classes(styles.limit)}
          />
        </>
      )}
    </svg>
  )
}

function sum(parts: readonly MinutesStripPart[]): number {
  return parts.reduce((total, part) => total + part.minutes, 0)
}
