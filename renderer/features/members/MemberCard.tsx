import { useState } from 'react'
import type { Intent, Person } from '#renderer/data/forum/index.ts'
import { useForum, useReadable } from '#renderer/session/index.ts'
import { Dialog, Row, Rows, Stack } from '#renderer/ui/index.ts'
import { partingWords as words } from '#renderer/words/index.ts'
import { ActTogether } from './ActTogether.tsx'
import { ComputerActions } from './ComputerActions.tsx'
import type { CardStep } from './cardStep.ts'
import { ConfirmParting } from './ConfirmParting.tsx'
import { LetInComputer } from './LetInComputer.tsx'
import { MemberActions } from './MemberActions.tsx'
import { MemberComputers } from './MemberComputers.tsx'
import { ReturnCode } from './ReturnCode.tsx'
import { TogetherActions } from './TogetherActions.tsx'

/** What the forum knows of one member, and what may be done about them. */
export function MemberCard(props: { member: Person | null; onClose: () => void }) {
  const { member, onClose } = props
  const [step, setStep] = useState<CardStep | null>(null)
  function close(): void {
    setStep(null)
    onClose()
  }
  return (
    <>
      <Dialog
        title={member?.name ?? ''}
        isOpen={member !== null && step === null}
        onOpenChange={(open) => {
          if (!open) close()
        }}
        closeLabel={words.close}
      >
        {member !== null && <Card member={member} onStep={setStep} />}
      </Dialog>
      {member !== null && (
        <Next member={member} step={step} onBack={() => setStep(null)} onDone={close} />
      )}
    </>
  )
}

function Card({ member, onStep }: { member: Person; onStep: (step: CardStep) => void }) {
  const forum = useForum()
  const { waitingFor } = useReadable(forum.sealing)
  const ended = useReadable(forum.ended)
  const together = (intent: Intent) => onStep({ step: 'together', intent })
  return (
    <Stack gap={3}>
      <Rows label={words.about}>
        <Row end={member.isModerator ? words.moderator : words.member}>{words.role}</Row>
        <Row end={words.computers(member.devices.length)}>{words.reach}</Row>
        <Row end={waitingFor.includes(member.id) ? words.keysAwaited : words.keysHeld}>
          {words.keys}
        </Row>
      </Rows>
      {ended === null && (
        <>
          <MemberComputers member={member} onIntent={together} />
          <ComputerActions member={member} onCode={(code) => onStep({ step: 'computer', code })} />
          <MemberActions member={member} onStep={onStep} />
          <TogetherActions member={member} onIntent={together} />
        </>
      )}
    </Stack>
  )
}

/** The window that the card led on to. All are there, closed, so that each opens and closes as such. */
function Next(props: {
  member: Person
  step: CardStep | null
  onBack: () => void
  onDone: () => void
}) {
  const { member, step, onBack, onDone } = props
  return (
    <>
      <ReturnCode member={member} isOpen={step?.step === 'return-code'} onClose={onDone} />
      <ConfirmParting
        parting={step?.step === 'parting' ? step.parting : null}
        name={member.name}
        member={member.id}
        onBack={onBack}
        onDone={onDone}
      />
      <ActTogether
        intent={step?.step === 'together' ? step.intent : null}
        name={member.name}
        onBack={onBack}
        onDone={onDone}
      />
      <LetInComputer
        code={step?.step === 'computer' ? step.code : null}
        name={member.name}
        onClose={onDone}
      />
    </>
  )
}
