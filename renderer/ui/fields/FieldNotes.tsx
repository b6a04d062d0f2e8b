import { FieldError, Text } from 'react-aria-components'
import { CircleAlert } from '../icons.ts'
import { classes } from '../theme/classes.ts'
import type { FieldProps } from './field.ts'
import styles from './field.module.css'

/** Under a field: what it is for, and what is wrong with it. */
export function FieldNotes({ description, error }: Pick<FieldProps, 'description' | 'error'>) {
  return (
    <>
      {description !== undefined && (
        <Text slot="description" className={classes(styles.note)}>
          {description}
        </Text>
      )}
      {error !== undefined && (
        <FieldError className={classes(styles.error)}>
          <CircleAlert aria-hidden="true" />
          <span>{error}</span>
        </FieldError>
      )}
    </>
  )
}
