import { type MouseEvent, type ReactNode, useRef } from 'react'
import { classes } from '../theme/classes.ts'
import styles from './Shell.module.css'

export interface ShellProps {
  readonly rail?: ReactNode
  /** The first stop of the Tab key: jumps over the rail. */
  readonly skipLabel: string
  /** `middle` is one narrow column for a single question. */
  readonly align?: 'start' | 'middle' | undefined
  readonly children: ReactNode
}

/** The frame of every screen: the quiet rail at the left and one column of work. */
export function Shell({ rail, skipLabel, align = 'start', children }: ShellProps) {
  const main = useRef<HTMLElement>(null)
  const skip = (event: MouseEvent) => {
    event.preventDefault()
    main.current?.focus()
  }
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#work" onClick={skip}>
        {skipLabel}
      </a>
      <div className={classes(styles.shell, rail !== undefined && styles.withRail)}>
        {rail}
        <main id="work" ref={main} tabIndex={-1} className={classes(styles.main, styles[align])}>
          <div className={styles.column}>{children}</div>
        </main>
      </div>
    </div>
  )
}
