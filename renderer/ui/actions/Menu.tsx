import type { ReactElement, ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components'
import floating from '../overlays/floating.module.css'
import { classes } from '../theme/classes.ts'
import { defined } from '../theme/defined.ts'
import styles from './Menu.module.css'

export interface MenuAction {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  /** A quiet second line. */
  readonly hint?: string | undefined
  readonly isDisabled?: boolean | undefined
}

export interface MenuProps {
  /** A Button or IconButton. */
  readonly trigger: ReactElement
  readonly label: string
  readonly items: readonly MenuAction[]
  readonly onAction: (id: string) => void
}

export function Menu({ trigger, label, items, onAction }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover
        className={classes(floating.floating, styles.popover)}
        offset={6}
        containerPadding={16}
      >
        <AriaMenu
          aria-label={label}
          className={styles.menu ?? ''}
          onAction={(key) => onAction(String(key))}
        >
          {items.map((item) => (
            <MenuItem
              key={item.id}
              id={item.id}
              textValue={item.label}
              {...defined({ isDisabled: item.isDisabled })}
              className={classes(floating.option)}
            >
              {item.icon !== undefined && (
                <span className={floating.icon} aria-hidden="true">
                  {item.icon}
                </span>
              )}
              <span className={floating.words}>
                <Text slot="label">{item.label}</Text>
                {item.hint !== undefined && (
                  <Text slot="description" className={classes(floating.hint)}>
                    {item.hint}
                  </Text>
                )}
              </span>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
