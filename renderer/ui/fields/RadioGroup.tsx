import { RadioButton, RadioField, RadioGroup as AriaRadioGroup, Text } from 'react-aria-components'
import { Check } from '../icons.ts'
import { classes } from '../theme/classes.ts'
import { ariaFieldProps, type FieldProps, type Option } from './field.ts'
import { FieldLabel } from './FieldLabel.tsx'
import { FieldNotes } from './FieldNotes.tsx'
import fieldStyles from './field.module.css'
import styles from './choice.module.css'

export interface RadioGroupProps extends FieldProps {
  readonly options: readonly Option[]
  readonly value: string | null
  readonly onChange: (id: string) => void
  /** `buttons` stand beside each other: an answer of two or three words. */
  readonly look?: 'list' | 'buttons' | undefined
}

export function RadioGroup(props: RadioGroupProps) {
  const { label, description, error, hideLabel, options, value, onChange, look = 'list' } = props
  return (
    <AriaRadioGroup
      {...ariaFieldProps(props)}
      className={classes(fieldStyles.field)}
      value={value}
      onChange={onChange}
      orientation={look === 'buttons' ? 'horizontal' : 'vertical'}
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <div className={classes(look === 'buttons' ? styles.buttons : styles.list)}>
        {options.map((option) => (
          <RadioField key={option.id} value={option.id} className={classes(styles.choice)}>
            <RadioButton className={classes(look === 'buttons' ? styles.button : styles.line)}>
              {look === 'list' && (
                <span className={classes(styles.mark, styles.round)} aria-hidden="true" />
              )}
              {look === 'buttons' && value === option.id && <Check aria-hidden="true" />}
              <span>{option.label}</span>
            </RadioButton>
            {option.description !== undefined && (
              <Text slot="description" className={classes(fieldStyles.note, styles.note)}>
                {option.description}
              </Text>
            )}
          </RadioField>
        ))}
      </div>
      <FieldNotes description={description} error={error} />
    </AriaRadioGroup>
  )
}
