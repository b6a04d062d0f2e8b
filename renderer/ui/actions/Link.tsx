import type { ReactNode } from 'react'
import { Link as AriaLink } from 'react-aria-components'
import { classes } from '../theme/classes.ts'
import buttonStyles from './Button.module.css'
import styles from './Link.module.css'

export interface LinkProps {
  readonly href: string
  readonly children: ReactNode
  readonly look?: 'text' | 'button' | 'primary' | undefined
  readonly onPress?: (() => void) | undefined
}

const lookClass = {
  text: classes(styles.link),
  button: classes(buttonStyles.button, buttonStyles.secondary),
  primary: classes(buttonStyles.button, buttonStyles.primary),
}

export function Link({ href, children, look = 'text', onPress }: LinkProps) {
  return (
    <AriaLink
      href={href}
      {...(onPress === undefined ? {} : { onPress: () => onPress() })}
      className={lookClass[look]}
    >
      {children}
    </AriaLink>
  )
}
