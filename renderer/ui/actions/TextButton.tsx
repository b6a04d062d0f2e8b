import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import styles from './TextButton.module.css'

export interface TextButtonProps {
  readonly children: ReactNode
  readonly onPress: () => void
}

/** Words of a text or a table that open what they name. */
export function TextButton({ children, onPress }: TextButtonProps) {
  return (
    <AriaButton className={styles.words ?? ''} onPress={() => onPress()}>
      {children}
    </AriaButton>
  )
}
