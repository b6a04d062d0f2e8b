import { Label } from 'react-aria-components'
import { classes } from '../theme/classes.ts'
import hidden from '../layout/VisuallyHidden.module.css'
import type { FieldProps } from './field.ts'
import styles from './field.module.css'

export function FieldLabel({ label, hideLabel }: Pick<FieldProps, 'label' | 'hideLabel'>) {
  return (
    <Label className={classes(hideLabel === true ? hidden.hidden : styles.label)}>{label}</Label>
  )
}
