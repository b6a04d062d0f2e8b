import type { FormEvent, ReactNode } from 'react'
import { Form as AriaForm } from 'react-aria-components'
import styles from './Form.module.css'

export interface FormProps {
  readonly onSubmit: () => void
  readonly id?: string | undefined
  readonly children: ReactNode
}

/** Enter in any field submits. What is wrong is said by the fields' own `error`, not by the browser. */
export function Form({ onSubmit, id, children }: FormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <AriaForm
      className={styles.form ?? ''}
      validationBehavior="aria"
      onSubmit={submit}
      {...(id === undefined ? {} : { id })}
    >
      {children}
    </AriaForm>
  )
}
