import { shortestPassphrase } from '#renderer/session/index.ts'
import { TextField } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'

/** A passphrase typed twice, since nobody can reset it. */
export interface TypedTwice {
  readonly first: string
  readonly second: string
}

/** True when both are the same. */
function isSame({ first, second }: TypedTwice): boolean {
  return first === second
}

/** True when it is long enough and was typed the same twice. */
export function isTaken(typed: TypedTwice): boolean {
  return [...typed.first].length >= shortestPassphrase && isSame(typed)
}

/** The two fields. They complain once the form was sent, the second also as soon as it differs. */
export function PassphraseFields(props: {
  value: TypedTwice
  wasSent: boolean
  onChange: (value: TypedTwice) => void
  autoFocus?: boolean
}) {
  const { value, wasSent, onChange, autoFocus } = props
  const isWeak = wasSent && [...value.first].length < shortestPassphrase
  const differs = (wasSent || value.second !== '') && !isSame(value)
  return (
    <>
      <TextField
        label={words.passphrase}
        description={words.passphraseHint}
        type="password"
        value={value.first}
        onChange={(first) => onChange({ ...value, first })}
        autoComplete="new-password"
        autoFocus={autoFocus}
        error={isWeak ? sentenceFor({ code: 'passphrase-weak' }) : undefined}
      />
      <TextField
        label={words.repeat}
        type="password"
        value={value.second}
        onChange={(second) => onChange({ ...value, second })}
        autoComplete="new-password"
        error={differs && !isWeak ? words.repeatWrong : undefined}
      />
    </>
  )
}
