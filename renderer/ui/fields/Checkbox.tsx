import type { ReactNode } from 'react'
import { CheckboxButton, CheckboxField, Text } from 'react-aria-components'
import { Check } from '../icons.ts'
import { classes } from '../theme/classes.ts'
import { defined } from '../theme/defined.ts'
import fieldStyles from './field.module.css'
import styles from './choice.module.css'

export interface CheckboxProps {
  readonly children: ReactNode
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly description?: string | undefined
  readonly isDisabled?: boolean | undefined
  readonly isReadOnly?: boolean | undefined
}

export function Checkbox(props: CheckboxProps) {
  const { children, isSelected, onChange, description, isDisabled, isReadOnly } = props
  return (
    <CheckboxField
      className={classes(styles.choice)}
      isSelected={isSelected}
      onChange={onChange}
      {...defined({ isDisabled, isReadOnly })}
    >
      <CheckboxButton className={styles.line ?? ''}>
        <span className={classes(styles.mark, styles.square)} aria-hidden="true">
          <Check />
        </span>
        <span>{children}</span>
      </CheckboxButton>
      {description !== undefined && (
        <Text slot="description" className={classes(fieldStyles.note, styles.note)}>
          {description}
        </Text>
      )}
    </CheckboxField>
  )
}
