import { classes } from '../theme/classes.ts'
import hidden from '../layout/VisuallyHidden.module.css'
import styles from './field.module.css'

export interface ReadOnlyValueProps {
  readonly label: string
  readonly value: string
  readonly hideLabel?: boolean | undefined
}

/** A choice that may be read here and not changed: words, not a field that does nothing. */
export function ReadOnlyValue({ label, value, hideLabel }: ReadOnlyValueProps) {
  return (
    <div className={styles.field}>
      <span className={classes(hideLabel === true ? hidden.hidden : styles.label)}>{label}</span>
      <span className={styles.value}>{value}</span>
    </div>
  )
}
