import { useState } from 'react'
import { useLocking, useReadable, useTask } from '#renderer/session/index.ts'
import { Text, TextField } from '#renderer/ui/index.ts'
import { lockingWords as words, sentenceFor } from '#renderer/words/index.ts'
import styles from './HighMode.module.css'
import { TaskDialog } from './TaskDialog.tsx'

/** Says plainly what High mode means, and turns it on or off with the passphrase. */
export function HighMode({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const locking = useLocking()
  const { high } = useReadable(locking.state)
  const [passphrase, setPassphrase] = useState('')
  const [done, setDone] = useState<string | null>(null)
  const { working, failure, run } = useTask()
  const isWrong = failure?.code === 'passphrase-wrong'
  function close(): void {
    setPassphrase('')
    setDone(null)
    onClose()
  }
  function submit(): void {
    run(async () => {
      const changed = await locking.useHighMode(!high, passphrase)
      if (changed.ok) setDone(high ? words.highIsOff : words.highIsOn)
      return changed
    })
  }
  return (
    <TaskDialog
      title={(done === null ? high : !high) ? words.highOffTitle : words.highOnTitle}
      isOpen={isOpen}
      onClose={close}
      onSubmit={submit}
      submit={high ? words.highOff : words.highOn}
      working={working ? words.highTurning : null}
      failure={isWrong ? null : failure}
      done={done}
    >
      <Text>{high ? words.highOffText : words.highOnText}</Text>
      {!high && (
        <ul className={styles.points}>
          {words.highOnPoints.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
      <TextField
        label={words.passphrase}
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        autoComplete="current-password"
        autoFocus
        error={isWrong && !working ? sentenceFor({ code: 'passphrase-wrong' }) : undefined}
      />
    </TaskDialog>
  )
}
