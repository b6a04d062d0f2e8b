import { type ReactNode, useEffect, useRef } from 'react'

export interface FocusedProps {
  /** Which element inside has the ring. */
  readonly on: string
  readonly children: ReactNode
}

/** A part as it looks while the keyboard is on it. The focus itself can be in one place only. */
export function Focused({ on, children }: FocusedProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    for (const mark of ['data-focused', 'data-focus-visible'])
      place.current?.querySelector(on)?.setAttribute(mark, 'true')
  })
  return <div ref={place}>{children}</div>
}
