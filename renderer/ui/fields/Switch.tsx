import type { ReactNode } from 'react'
import { SwitchButton, SwitchField, Text } from 'react-aria-components'
import { Check } from '../icons.ts'
import { classes } from '../theme/classes.ts'
import { defined } from '../theme/defined.ts'
import fieldStyles from './field.module.css'
import styles from './choice.module.css'

export interface SwitchProps {
  readonly children: ReactNode
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly description?: string | undefined
  readonly isDisabled?: boolean | undefined
  readonly isReadOnly?: boolean | undefined
}

/** On or off, at once. */
export function Switch(props: SwitchProps) {
  const { children, isSelected, onChange, description, isDisabled, isReadOnly } = props
  return (
    <SwitchField
      className={classes(styles.choice)}
      isSelected={isSelected}
      onChange={onChange}
      {...defined({ isDisabled, isReadOnly })}
    >
      <SwitchButton className={styles.line ?? ''}>
        <span className={styles.track} aria-hidden="true">
          <span className={styles.knob}>
            <Check />
          </span>
        </span>
        <span>{children}</span>
      </SwitchButton>
      {description !== undefined && (
        <Text slot="description" className={classes(fieldStyles.note, styles.switchNote)}>
          {description}
        </Text>
      )}
    </SwitchField>
  )
}
