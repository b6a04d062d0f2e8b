import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components'

export interface Toast {
  readonly text: string
  readonly tone?: 'info' | 'done' | 'warning' | undefined
  readonly actionLabel?: string | undefined
  readonly onAction?: (() => void) | undefined
  /** How long it stays; null: until closed. Nothing that must be read belongs in a toast. */
  readonly seconds?: number | null | undefined
}

export interface Toasts {
  readonly queue: ToastQueue<Toast>
  /** Returns what takes it away again. */
  readonly show: (toast: Toast) => () => void
}

const defaultSeconds = 8

/** One for the app, handed to the one `ToastRegion` and to whoever has something short to say. */
export function createToasts(): Toasts {
  const queue = new ToastQueue<Toast>({ maxVisibleToasts: 3 })
  return {
    queue,
    show: (toast) => {
      const seconds = toast.seconds === undefined ? defaultSeconds : toast.seconds
      const key = queue.add(toast, seconds === null ? {} : { timeout: seconds * 1000 })
      return () => queue.close(key)
    },
  }
}
