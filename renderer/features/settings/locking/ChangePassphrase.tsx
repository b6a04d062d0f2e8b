import { useState } from 'react'
import { shortestPassphrase, useLocking, useTask } from '#renderer/session/index.ts'
import { Text, TextField } from '#renderer/ui/index.ts'
import { lockingWords as words, sentenceFor } from '#renderer/words/index.ts'
import { TaskDialog } from './TaskDialog.tsx'

const empty = { current: '', next: '', again: '' }

/** Asks for the current passphrase once and for the new one twice. */
export function ChangePassphrase({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const locking = useLocking()
  const [typed, setTyped] = useState(empty)
  const [wasSent, setSent] = useState(false)
  const [done, setDone] = useState(false)
  const { working, failure, run } = useTask()
  const isWeak = [...typed.next].length < shortestPassphrase
  const differs = typed.next !== typed.again
  const isWrong = failure?.code === 'passphrase-wrong'
  function close(): void {
    setTyped(empty)
    setSent(false)
    setDone(false)
    onClose()
  }
  function submit(): void {
    setSent(true)
    if (isWeak || differs) return
    run(async () => {
      const changed = await locking.changePassphrase(typed.current, typed.next)
      setDone(changed.ok)
      return changed
    })
  }
  return (
    <TaskDialog
      title={words.changeTitle}
      isOpen={isOpen}
      onClose={close}
      onSubmit={submit}
      submit={words.change}
      working={working ? words.changing : null}
      failure={isWrong ? null : failure}
      done={done ? words.changed : null}
    >
      <Text tone="soft">{words.changeText}</Text>
      <TextField
        label={words.current}
        type="password"
        value={typed.current}
        onChange={(current) => setTyped({ ...typed, current })}
        autoComplete="current-password"
        autoFocus
        error={isWrong && !working ? sentenceFor({ code: 'passphrase-wrong' }) : undefined}
      />
      <TextField
        label={words.next}
        description={words.nextHint}
        type="password"
        value={typed.next}
        onChange={(next) => setTyped({ ...typed, next })}
        autoComplete="new-password"
        error={wasSent && isWeak ? sentenceFor({ code: 'passphrase-weak' }) : undefined}
      />
      <TextField
        label={words.repeat}
        type="password"
        value={typed.again}
        onChange={(again) => setTyped({ ...typed, again })}
        autoComplete="new-password"
        error={wasSent && differs && !isWeak ? words.repeatWrong : undefined}
      />
    </TaskDialog>
  )
}
