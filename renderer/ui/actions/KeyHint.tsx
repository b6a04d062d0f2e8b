import { Fragment, type ReactNode } from 'react'
import styles from './KeyHint.module.css'

export interface KeyHintProps {
  /** Keys pressed together, joined by plus: `Alt+ArrowUp`. */
  readonly keys: string
  readonly children?: ReactNode
}

const shown: ReadonlyMap<string, string> = new Map([
  ['ArrowUp', '↑'],
  ['ArrowDown', '↓'],
  ['ArrowLeft', '←'],
  ['ArrowRight', '→'],
])

export function KeyHint({ keys, children }: KeyHintProps) {
  const parts = keys.split('+')
  return (
    <span className={styles.hint}>
      <span className={styles.keys}>
        {parts.map((key, index) => (
          <Fragment key={key}>
            {index > 0 && <span aria-hidden="true">+</span>}
            <kbd className={styles.key}>{shown.get(key) ?? key}</kbd>
          </Fragment>
        ))}
      </span>
      {children !== undefined && <span>{children}</span>}
    </span>
  )
}
