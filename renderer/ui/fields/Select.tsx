import { Button, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components'
import { ChevronDown } from '../icons.ts'
import floating from '../overlays/floating.module.css'
import { classes } from '../theme/classes.ts'
import { ariaFieldProps, type FieldProps, type Option } from './field.ts'
import { FieldLabel } from './FieldLabel.tsx'
import { FieldNotes } from './FieldNotes.tsx'
import fieldStyles from './field.module.css'
import { OptionList } from './OptionList.tsx'
import { ReadOnlyValue } from './ReadOnlyValue.tsx'
import styles from './Select.module.css'

export interface SelectProps extends FieldProps {
  readonly options: readonly Option[]
  readonly value: string | null
  readonly onChange: (id: string) => void
  readonly placeholder: string
  readonly look?: 'box' | 'inline' | undefined
}

export function Select(props: SelectProps) {
  const {
    label,
    description,
    error,
    hideLabel,
    options,
    value,
    onChange,
    placeholder,
    look = 'box',
  } = props
  if (props.isReadOnly === true) {
    const chosen = options.find((option) => option.id === value)
    return (
      <ReadOnlyValue label={label} hideLabel={hideLabel} value={chosen?.label ?? placeholder} />
    )
  }
  return (
    <AriaSelect
      {...ariaFieldProps(props)}
      className={classes(fieldStyles.field)}
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      placeholder={placeholder}
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <Button className={classes(fieldStyles[look], styles.button)}>
        <SelectValue className={styles.value ?? ''}>
          {({ isPlaceholder, selectedText, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <ChevronDown aria-hidden="true" className={styles.chevron} />
      </Button>
      <FieldNotes description={description} error={error} />
      <Popover
        className={classes(floating.floating, styles.popover)}
        offset={6}
        containerPadding={16}
      >
        <OptionList options={options} />
      </Popover>
    </AriaSelect>
  )
}
