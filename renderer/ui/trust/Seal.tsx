import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { Laptop, Lock, LockOpen } from '../icons.ts'
import { Tooltip } from '../overlays/Tooltip.tsx'
import { classes } from '../theme/classes.ts'
import { NameList } from './NameList.tsx'
import styles from './Seal.module.css'

export interface SealProps {
  /** The words: who can open it. */
  readonly children: ReactNode
  readonly names?: readonly string[] | undefined
  readonly namesLabel?: string | undefined
  /** Until when, in a sentence. */
  readonly until?: string | undefined
  /** `local`: never leaves this computer. `waiting`: not yet so. */
  readonly kind?: 'sealed' | 'local' | 'waiting' | undefined
}

const marks = { sealed: <Lock />, local: <Laptop />, waiting: <LockOpen /> }

/** Trust shown where the thing is: a small mark and words; hover or focus says who, by name. */
export function Seal({ children, names = [], namesLabel, until, kind = 'sealed' }: SealProps) {
  const content = (
    <>
      <span className={styles.mark} aria-hidden="true">
        {marks[kind]}
      </span>
      <span>{children}</span>
    </>
  )
  const look = classes(styles.seal, styles[kind])
  if (names.length === 0 && until === undefined) return <span className={look}>{content}</span>
  return (
    <Tooltip content={<NameList label={namesLabel} names={names} until={until} />}>
      <Button className={look}>{content}</Button>
    </Tooltip>
  )
}
