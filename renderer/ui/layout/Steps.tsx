import { Check } from '../icons.ts'
import { classes } from '../theme/classes.ts'
import styles from './Steps.module.css'

export interface StepsProps {
  readonly label: string
  readonly steps: readonly string[]
  /** Counts from 0; those before it are done. */
  readonly current: number
}

/** Where one stands on a short way, one line. */
export function Steps({ label, steps, current }: StepsProps) {
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map((step, at) => (
        <li
          key={step}
          className={classes(
            styles.step,
            at < current && styles.done,
            at === current && styles.now,
          )}
          aria-current={at === current ? 'step' : undefined}
        >
          <span className={styles.mark} aria-hidden="true">
            {at < current ? <Check /> : at + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  )
}
