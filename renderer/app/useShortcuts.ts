import { useEffect, useRef } from 'react'

/** What the keys of an open forum do. */
export interface ShortcutActions {
  readonly park: () => void
  readonly help: () => void
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
      if (act(event, latest.current)) event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

function act(event: KeyboardEvent, actions: ShortcutActions): boolean {
  const command = event.ctrlKey || event.metaKey
  const key = event.key.toLowerCase()
  if (command && key === 'l') return done(actions.lock)
  if (command && key === 'z') return done(event.shiftKey ? actions.redo : actions.undo)
  if (event.altKey && !command && /^[1-9]$/.test(key))
    return done(() => actions.room(Number(key) - 1))
  if (command || event.altKey || isTyping(event.target)) return false
  if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return false
  if (key === 'p') return done(actions.park)
  if (key === '?') return done(actions.help)
  return false
}

function done(action: () => void): true {
  action()
  return true
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}
