import { useEffect, useState } from 'react'
import styles from './TextCarets.module.css'
import wrapping from './wrapping.module.css'

export interface TextCaret {
  readonly id: string
  readonly name: string
  /** How many letters stand before it. */
  readonly at: number
}

export interface TextCaretsProps {
  readonly text: string
  readonly carets: readonly TextCaret[]
}

/** How long a name stays over a caret that does not move, in milliseconds. */
const nameLasts = 2_000

/**
 * Where others write in a text that wraps; goes into `over` of its field. Each caret stands in an
 * unseen copy of the text, so that the browser itself finds the place. Listeners are told who is
 * in the text elsewhere.
 */
export function TextCarets({ text, carets }: TextCaretsProps) {
  return carets.map(({ id, name, at }) => (
    <span key={id} className={wrapping.copy} dir="auto" aria-hidden="true">
      {text.slice(0, at)}
      <Caret key={at} name={name} />
      {text.slice(at)}
    </span>
  ))
}

/** Made anew when it moves: then its name is there again for a while. */
function Caret({ name }: { readonly name: string }) {
  const [isNamed, setNamed] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setNamed(false), nameLasts)
    return () => clearTimeout(timer)
  }, [])
  return (
    <span className={styles.caret}>
      <bdi className={styles.name} data-quiet={isNamed ? undefined : ''}>
        {name}
      </bdi>
    </span>
  )
}
