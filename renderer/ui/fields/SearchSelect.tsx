import { Button, ComboBox, Input, Popover } from 'react-aria-components'
import { ChevronDown } from '../icons.ts'
import floating from '../overlays/floating.module.css'
import { classes } from '../theme/classes.ts'
import { defined } from '../theme/defined.ts'
import { ariaFieldProps, type FieldProps, type Option } from './field.ts'
import { FieldLabel } from './FieldLabel.tsx'
import { FieldNotes } from './FieldNotes.tsx'
import fieldStyles from './field.module.css'
import { OptionList } from './OptionList.tsx'
import styles from './Select.module.css'

export interface SearchSelectProps extends FieldProps {
  readonly options: readonly Option[]
  readonly value: string | null
  readonly onChange: (id: string | null) => void
  /** Shown when nothing fits what was typed. */
  readonly emptyText: string
  readonly placeholder?: string | undefined
}

/** A choice found by typing a part of it. */
export function SearchSelect(props: SearchSelectProps) {
  const { label, description, error, hideLabel, options, value, onChange, emptyText, placeholder } =
    props
  return (
    <ComboBox
      {...ariaFieldProps(props)}
      className={classes(fieldStyles.field)}
      defaultItems={options}
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <FieldLabel label={label} hideLabel={hideLabel} />
      <div className={styles.search}>
        <Input
          className={classes(fieldStyles.box)}
          spellCheck="false"
          {...defined({ placeholder })}
        />
        <Button className={styles.open ?? ''}>
          <ChevronDown aria-hidden="true" className={styles.chevron} />
        </Button>
      </div>
      <FieldNotes description={description} error={error} />
      <Popover
        className={classes(floating.floating, styles.popover)}
        offset={6}
        containerPadding={16}
      >
        <OptionList options={options} emptyText={emptyText} />
      </Popover>
    </ComboBox>
  )
}
