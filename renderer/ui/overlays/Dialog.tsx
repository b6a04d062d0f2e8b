import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from '../actions/IconButton.tsx'
import { X } from '../icons.ts'
import { classes } from '../theme/classes.ts'
import styles from './Dialog.module.css'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly closeLabel: string
  readonly children: ReactNode
  /** Buttons at the foot, the primary one first. */
  readonly actions?: ReactNode
  readonly size?: 's' | 'm' | 'l' | undefined
  /** `alertdialog` asks before something cannot be undone: a press beside it does not close it. */
  readonly role?: 'dialog' | 'alertdialog' | undefined
}

/** Holds the focus while open and gives it back to where it was. Escape closes. */
export function Dialog(props: DialogProps) {
  const {
    title,
    isOpen,
    onOpenChange,
    closeLabel,
    children,
    actions,
    size = 'm',
    role = 'dialog',
  } = props
  return (
    <ModalOverlay
      className={styles.veil ?? ''}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={role === 'dialog'}
    >
      <Modal className={classes(styles.modal, styles[size])}>
        <AriaDialog className={styles.dialog ?? ''} role={role}>
          <div className={styles.head}>
            <Heading slot="title" level={2} className={styles.title ?? ''}>
              {title}
            </Heading>
            {role === 'dialog' && (
              <IconButton label={closeLabel} icon={<X />} onPress={() => onOpenChange(false)} />
            )}
          </div>
          <div className={styles.body}>{children}</div>
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
