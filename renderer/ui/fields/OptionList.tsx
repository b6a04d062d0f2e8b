import { ListBox, ListBoxItem, Text } from 'react-aria-components'
import { Check } from '../icons.ts'
import floating from '../overlays/floating.module.css'
import { classes } from '../theme/classes.ts'
import type { Option } from './field.ts'
import styles from './OptionList.module.css'

export interface OptionListProps {
  readonly options: readonly Option[]
  readonly emptyText?: string | undefined
}

/** The floating list of Select and SearchSelect. */
export function OptionList({ options, emptyText }: OptionListProps) {
  return (
    <ListBox
      className={styles.list ?? ''}
      items={options}
      renderEmptyState={() => <p className={styles.empty}>{emptyText}</p>}
    >
      {(option) => (
        <ListBoxItem id={option.id} textValue={option.label} className={classes(floating.option)}>
          {({ isSelected }) => (
            <>
              <span className={floating.words}>
                <Text slot="label">{option.label}</Text>
                {option.description !== undefined && (
                  <Text slot="description" className={classes(floating.hint)}>
                    {option.description}
                  </Text>
                )}
              </span>
              <span className={floating.icon} aria-hidden="true">
                {isSelected && <Check />}
              </span>
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  )
}
