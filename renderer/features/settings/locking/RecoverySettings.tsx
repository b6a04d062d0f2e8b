import { useState } from 'react'
import { type LockingState, useLocking, useReadable } from '#renderer/session/index.ts'
import { Button, Inline, Section, Stack, Text } from '#renderer/ui/index.ts'
import { lockingWords as words } from '#renderer/words/index.ts'
import { RecoveryDialog, type RecoveryStep } from './RecoveryDialog.tsx'

/** Whether there is a recovery sheet, what it is worth now, and the way to one. */
export function RecoverySettings() {
  const state = useReadable(useLocking().state)
  const [step, setStep] = useState<RecoveryStep | null>(null)
  const { recovery, high } = state
  return (
    <Section title={words.recovery} hint={words.recoveryHint} level={3} size="s">
      <Stack gap={2}>
        <Standing {...state} />
        {!high && (
          <Inline gap={2}>
            {recovery?.standing === 'waiting' && (
              <Button onPress={() => setStep('rehearse')}>{words.recoveryRehearse}</Button>
            )}
            <Button
              variant={isOwed(recovery) ? 'secondary' : 'quiet'}
              onPress={() => setStep('make')}
            >
              {recovery === null ? words.recoveryMake : words.recoveryReplace}
            </Button>
          </Inline>
        )}
      </Stack>
      {step !== null && (
        <RecoveryDialog step={step} onStep={setStep} onClose={() => setStep(null)} />
      )}
    </Section>
  )
}

function Standing({ recovery, high }: LockingState) {
  if (high) return <Text>{words.recoveryHigh}</Text>
  if (recovery === null) return <Text>{words.recoveryNone}</Text>
  return recovery.standing === 'done' ? (
    <Text tone="moss">{words.recoveryDone(recovery.rehearsedAt ?? 0)}</Text>
  ) : (
    <Text tone="amber">{words.recoveryStanding[recovery.standing]}</Text>
  )
}

/** There is no sheet, or making a new one is what helps. */
function isOwed(recovery: LockingState['recovery']): boolean {
  return recovery === null || !['waiting', 'done'].includes(recovery.standing)
}
