import type { Arrival, Invitation, Welcome } from '#renderer/data/forum/index.ts'
import { useForum, useReadable } from '#renderer/session/index.ts'
import { Button, Dialog, Notice, Stack, Steps } from '#renderer/ui/index.ts'
import { memberWords as words } from '#renderer/words/index.ts'
import { AskSecond } from './AskSecond.tsx'
import { CompareWords } from './CompareWords.tsx'
import { Refused } from './Refused.tsx'
import { SendCode } from './SendCode.tsx'

/** One invitation: its code, and the comparing of words once somebody knocks. */
export function LetIn(props: { invitation: Invitation | null; onClose: () => void }) {
  const forum = useForum()
  const { invitation, onClose } = props
  const welcome = invitation === null ? null : forum.welcome(invitation.id)
  return (
    <Dialog
      title={words.letIn}
      size="l"
      isOpen={invitation !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      closeLabel={words.close}
    >
      {welcome?.ok === false && <Refused failure={welcome.failure} onClose={onClose} />}
      {invitation !== null && welcome?.ok && (
        <Content invitation={invitation} welcome={welcome.value} onClose={onClose} />
      )}
    </Dialog>
  )
}

const steps = [words.stepSend, words.stepWords, words.stepIn]
const stepOf: Readonly<Record<Arrival['stage'], number>> = {
  waiting: 0,
  comparing: 1,
  admitting: 1,
  agreeing: 1,
  second: 1,
  asking: 1,
  admitted: 3,
  failed: 1,
}

function Content(props: { invitation: Invitation; welcome: Welcome; onClose: () => void }) {
  const arrival = useReadable(props.welcome.arrival)
  return (
    <Stack gap={3}>
      <Steps label={words.steps} steps={steps} current={stepOf[arrival.stage]} />
      <Stage {...props} arrival={arrival} />
    </Stack>
  )
}

function Stage(props: {
  invitation: Invitation
  welcome: Welcome
  arrival: Arrival
  onClose: () => void
}) {
  const { invitation, welcome, arrival, onClose } = props
  switch (arrival.stage) {
    case 'waiting':
      return (
        <SendCode
          code={invitation.code}
          label={words.codeLabel}
          hint={words.codeHint}
          waiting={words.waiting}
        />
      )
    case 'comparing':
    case 'agreeing':
    case 'admitting':
      return (
        <CompareWords
          welcome={welcome}
          texts={{
            title: words.compareTitle(arrival.name),
            hint: words.compareHint,
            field: words.sixWords,
            letIn: words.letThemIn,
            lettingIn: words.lettingIn,
            refuse: words.refuse,
          }}
          admitting={arrival.stage === 'comparing' ? null : words.admitting}
        />
      )
    case 'second':
    case 'asking':
      return <AskSecond welcome={props.welcome} arrival={arrival} />
    case 'admitted':
      return (
        <>
          <Notice tone="done" toneLabel={words.letIn} title={words.admitted(arrival.name)}>
            {words.admittedHint}
          </Notice>
          <Button variant="primary" autoFocus onPress={onClose}>
            {words.close}
          </Button>
        </>
      )
    case 'failed':
      return <Refused failure={arrival.failure} onClose={onClose} />
  }
}
