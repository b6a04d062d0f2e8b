import { TextField } from '#renderer/ui/index.ts'
import { doorWords as words } from '#renderer/words/index.ts'

/** A passphrase typed twice, since nobody can reset it. */
export interface TypedTwice {
  readonly first: string
  readonly second: string
}

/** True when both are the same. */
export function isSame({ first, second }: TypedTwice): boolean {
  return first === second
}

/** The two fields; the second complains once something else was typed into it. */
export function PassphraseFields(props: {
  value: TypedTwice
  onChange: (value: TypedTwice) => void
}) {
  const { value, onChange } = props
  const differs = value.second !== '' && !isSame(value)
  return (
    <>
      <TextField
        label={words.passphrase}
        description={words.passphraseHint}
        type="password"
        value={value.first}
        onChange={(first) => onChange({ ...value, first })}
        autoComplete="new-password"
      />
      <TextField
        label={words.repeat}
        type="password"
        value={value.second}
        onChange={(second) => onChange({ ...value, second })}
        autoComplete="new-password"
        {...(differs && { error: words.repeatWrong })}
      />
    </>
  )
}
