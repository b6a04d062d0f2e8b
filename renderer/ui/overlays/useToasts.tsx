import { createContext, type ReactNode, useContext, useState } from 'react'
import { createToasts, type Toasts } from './toasts.ts'
import { ToastRegion } from './ToastRegion.tsx'

const ToastsContext = createContext<Toasts | null>(null)

export interface ToastsProviderProps {
  readonly label: string
  readonly closeLabel: string
  readonly children: ReactNode
}

/** Holds the short messages of everything below it and shows them in one place. */
export function ToastsProvider({ label, closeLabel, children }: ToastsProviderProps) {
  const [toasts] = useState(createToasts)
  return (
    <ToastsContext.Provider value={toasts}>
      {children}
      <ToastRegion toasts={toasts} label={label} closeLabel={closeLabel} />
    </ToastsContext.Provider>
  )
}

/** The way to say something short from anywhere below `ToastsProvider`. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext)
  if (toasts === null) throw new Error('Broken invariant: short messages need a ToastsProvider')
  return toasts
}
