import { type ReactNode, useId } from 'react'
import type * as ui from '#renderer/ui/index.ts'
import { Heading, Text } from '#renderer/ui/index.ts'
import styles from './Gallery.module.css'

/** The parts among what `ui` exports: their names begin with a capital letter. */
export type PartName = Extract<keyof typeof ui, Capitalize<string>>

export interface ShownProps {
  readonly title: string
  /** What is shown here. `tests/ui` asks that each exported part is named somewhere, and drawn there. */
  readonly parts: readonly PartName[]
  readonly children: ReactNode
}

export function Shown({ title, parts, children }: ShownProps) {
  const id = useId()
  return (
    <section className={styles.shown} aria-labelledby={id} data-parts={parts.join(' ')}>
      <header>
        <Heading level={2} id={id}>
          {title}
        </Heading>
        <Text tone="soft" size="s">
          {parts.join(', ')}
        </Text>
      </header>
      {children}
    </section>
  )
}
