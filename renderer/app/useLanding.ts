import { useEffect } from 'react'

/**
 * Puts the focus on the heading of a room as one comes in, so that listeners hear where they are
 * and the Tab key goes on from there.
 */
export function useLanding(room: string): void {
  useEffect(() => {
    window.scrollTo(0, 0)
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }, [room])
}
