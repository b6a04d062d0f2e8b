import { useState } from 'react'
import { useLocking, useReadable, useTask } from '#renderer/session/index.ts'
import { Button, Dialog, Inline, Notice, Stack, Steps, Text } from '#renderer/ui/index.ts'
import { lockingWords as words, sentenceFor } from '#renderer/words/index.ts'
import { OnPaper } from './OnPaper.tsx'
import { Rehearse } from './Rehearse.tsx'

/** Where one stands on the way to a recovery sheet that counts. */
export type RecoveryStep = 'make' | 'paper' | 'rehearse'

const steps = [words.stepMake, words.stepPaper, words.stepRehearse]
const placeOf: Readonly<Record<RecoveryStep, number>> = { make: 0, paper: 1, rehearse: 2 }
const titleOf: Readonly<Record<RecoveryStep, string>> = {
  make: words.makeTitle,
  paper: words.paperTitle,
  rehearse: words.rehearseTitle,
}

/** Makes a recovery sheet, brings it to paper, and has it typed in from there. */
export function RecoveryDialog(props: {
  step: RecoveryStep
  onStep: (step: RecoveryStep) => void
  onClose: () => void
}) {
  const { step, onStep, onClose } = props
  const [sheet, setSheet] = useState('')
  const [isDone, setDone] = useState(false)
  return (
    <Dialog
      title={titleOf[step]}
      isOpen
      // While the sheet is shown for the only time, a press beside the window must not lose it.
      role={step === 'paper' ? 'alertdialog' : 'dialog'}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      closeLabel={words.close}
    >
      <Stack gap={3}>
        <Steps label={words.steps} steps={steps} current={isDone ? 3 : placeOf[step]} />
        {step === 'make' && (
          <Make
            onMade={(made) => {
              setSheet(made)
              onStep('paper')
            }}
            onClose={onClose}
          />
        )}
        {step === 'paper' && (
          <OnPaper
            text={sheet}
            onNext={() => {
              setSheet('')
              onStep('rehearse')
            }}
          />
        )}
        {step === 'rehearse' && <Rehearse onDone={() => setDone(true)} onClose={onClose} />}
      </Stack>
    </Dialog>
  )
}

function Make({ onMade, onClose }: { onMade: (sheet: string) => void; onClose: () => void }) {
  const locking = useLocking()
  const { recovery } = useReadable(locking.state)
  const { working, failure, run } = useTask()
  function make(): void {
    run(async () => {
      const made = await locking.makeRecoverySheet()
      if (made.ok) onMade(made.value)
      return made
    })
  }
  return (
    <>
      <Text>{words.makeText}</Text>
      {recovery !== null && <Text tone="amber">{words.makeEnds}</Text>}
      {failure && <Notice tone="error" toneLabel={words.error} title={sentenceFor(failure)} />}
      <Inline gap={2}>
        <Button
          variant="primary"
          autoFocus
          onPress={make}
          {...(working && { working: words.making })}
        >
          {words.recoveryMake}
        </Button>
        <Button variant="quiet" isDisabled={working} onPress={onClose}>
          {words.cancel}
        </Button>
      </Inline>
    </>
  )
}
