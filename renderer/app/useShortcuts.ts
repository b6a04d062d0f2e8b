import { useEffect, useRef } from 'react'

/** What the keys of an open forum do. */
export interface ShortcutActions {
  readonly park: () => void
  readonly help: () => void
  readonly find: () => void
  readonly lock: () => void
  readonly undo: () => void
  readonly redo: () => void
  /** Counts from 0. */
  readonly room: (index: number) => void
}

/** Listens for the keys of an open forum; single letters never while somebody types. */
export function useShortcuts(actions: ShortcutActions): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const action = actionFor(event, latest.current)
      if (action === null) return
      event.preventDefault()
      action()
    }
    // On the way down: lists and fields keep their keys to themselves on the way up.
    window.addEventListener('keydown', listen, true)
    return () => window.removeEventListener('keydown', listen, true)
  }, [])
}

function actionFor(event: KeyboardEvent, actions: ShortcutActions): (() => void) | null {
  const command = event.ctrlKey || event.metaKey
  const key = event.key.toLowerCase()
  if (command && !event.altKey && key === 'l') return actions.lock
  if (command && !event.altKey && (key === 'z' || key === 'y')) {
    if (isTyping(event.target) && !isShared(event.target)) return null
    return key === 'y' || event.shiftKey ? actions.redo : actions.undo
  }
  // What lies over the room has the keys until it is closed.
  if (document.querySelector(covering) !== null) return null
  if (command && !event.altKey && key === 'k') return actions.find
  if (event.altKey && !command && /^[1-9]$/.test(key)) return () => actions.room(Number(key) - 1)
  if (command || event.altKey || isTyping(event.target)) return null
  if (key === 'p') return actions.park
  if (key === '?') return actions.help
  return null
}

/** Short messages are alert dialogs too, but cover nothing. */
const covering =
  '[role="dialog"], [role="alertdialog"]:not([aria-modal="false"]), [role="menu"], [role="listbox"]'

const notTyped = /^(radio|checkbox|button|submit|range)$/

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !notTyped.test(target.type)
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

/** Whether others write in this field too, so that a step back belongs to the whole document. */
function isShared(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.dataset['shared'] !== undefined
}
