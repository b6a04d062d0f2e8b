import type { ReactNode } from 'react'
import { IconButton } from '../actions/IconButton.tsx'
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from '../icons.ts'
import { VisuallyHidden } from '../layout/VisuallyHidden.tsx'
import { classes } from '../theme/classes.ts'
import styles from './Notice.module.css'

export interface NoticeProps {
  readonly tone: 'error' | 'warning' | 'info' | 'done'
  /** The tone in a word, for listeners: "Error". */
  readonly toneLabel: string
  /** What is the case, in one sentence. */
  readonly title: ReactNode
  /** What to do. */
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly onDismiss?: (() => void) | undefined
  readonly dismissLabel?: string | undefined
}

const marks = {
  error: <CircleAlert />,
  warning: <TriangleAlert />,
  info: <Info />,
  done: <CircleCheck />,
}

export function Notice(props: NoticeProps) {
  const { tone, toneLabel, title, children, action, onDismiss, dismissLabel } = props
  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      className={classes(styles.notice, styles[tone])}
    >
      <span className={styles.mark} aria-hidden="true">
        {marks[tone]}
      </span>
      <div className={styles.words}>
        <p className={styles.title}>
          <VisuallyHidden>{toneLabel}: </VisuallyHidden>
          {title}
        </p>
        {children !== undefined && <div>{children}</div>}
        {action !== undefined && <div className={styles.action}>{action}</div>}
      </div>
      {onDismiss !== undefined && dismissLabel !== undefined && (
        <IconButton label={dismissLabel} icon={<X />} onPress={onDismiss} />
      )}
    </div>
  )
}
