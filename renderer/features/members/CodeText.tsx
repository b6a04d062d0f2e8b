import type { Ref } from 'react'
import styles from './CodeText.module.css'

interface CodeTextProps {
  readonly label: string
  readonly ref: Ref<HTMLElement>
  readonly children: string
}

/** An invitation code, selectable as a whole. */
export function CodeText({ label, ref, children }: CodeTextProps) {
  return (
    <div role="group" aria-label={label}>
      <code ref={ref} className={styles.code} data-testid="invitation-code">
        {children}
      </code>
    </div>
  )
}
