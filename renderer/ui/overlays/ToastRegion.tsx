import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Text,
} from 'react-aria-components'
import { Button } from '../actions/Button.tsx'
import { CircleCheck, Info, TriangleAlert, X } from '../icons.ts'
import { classes } from '../theme/classes.ts'
import styles from './ToastRegion.module.css'
import type { Toasts } from './toasts.ts'

export interface ToastRegionProps {
  readonly toasts: Toasts
  /** Names the region for listeners; F6 goes there. */
  readonly label: string
  readonly closeLabel: string
}

const icons = { info: <Info />, done: <CircleCheck />, warning: <TriangleAlert /> }

export function ToastRegion({ toasts, label, closeLabel }: ToastRegionProps) {
  return (
    <AriaToastRegion queue={toasts.queue} aria-label={label} className={styles.region ?? ''}>
      {({ toast }) => {
        const { text, tone = 'info', actionLabel, onAction } = toast.content
        const close = () => toasts.queue.close(toast.key)
        return (
          <AriaToast toast={toast} className={styles.toast ?? ''}>
            <span className={classes(styles.icon, styles[tone])} aria-hidden="true">
              {icons[tone]}
            </span>
            <ToastContent className={styles.words ?? ''}>
              <Text slot="title" dir="auto">
                {text}
              </Text>
            </ToastContent>
            {actionLabel !== undefined && (
              <Button
                variant="quiet"
                onPress={() => {
                  onAction?.()
                  close()
                }}
              >
                {actionLabel}
              </Button>
            )}
            <Button variant="quiet" slot="close" aria-label={closeLabel}>
              <X aria-hidden="true" className={styles.close} />
            </Button>
          </AriaToast>
        )
      }}
    </AriaToastRegion>
  )
}
