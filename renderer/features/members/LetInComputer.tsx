import type { Arrival, ComputerCode, Welcome } from '#renderer/data/forum/index.ts'
import { useForum, useReadable, useTask } from '#renderer/session/index.ts'
import { Button, Dialog, Notice, Stack, Steps, Working } from '#renderer/ui/index.ts'
import { computerWords, memberWords as words, sentenceFor } from '#renderer/words/index.ts'
import { CompareWords } from './CompareWords.tsx'
import { Refused } from './Refused.tsx'
import { SecondForReturn } from './SecondForReturn.tsx'
import { SendCode } from './SendCode.tsx'

/** A code for a computer: to be read off here, and the comparing of words once it is used. */
export function LetInComputer(props: {
  code: ComputerCode | null
  /** Whose computer it will be. */
  name: string
  onClose: () => void
}) {
  const forum = useForum()
  const { code, name, onClose } = props
  const welcome = code === null ? null : forum.welcomeComputer(code.id)
  return (
    <Dialog
      title={code === null ? '' : computerWords[code.purpose].title(name)}
      size="l"
      isOpen={code !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      closeLabel={words.close}
    >
      {welcome?.ok === false && <Refused failure={welcome.failure} onClose={onClose} />}
      {code !== null && welcome?.ok && (
        <Content code={code} name={name} welcome={welcome.value} onClose={onClose} />
      )}
    </Dialog>
  )
}

interface ContentProps {
  readonly code: ComputerCode
  readonly name: string
  readonly welcome: Welcome
  readonly onClose: () => void
}

const stepOf: Readonly<Record<Arrival['stage'], number>> = {
  waiting: 0,
  comparing: 1,
  agreeing: 2,
  admitting: 2,
  second: 2,
  asking: 2,
  admitted: 3,
  failed: 1,
}

function Content(props: ContentProps) {
  const arrival = useReadable(props.welcome.arrival)
  const { steps } = computerWords[props.code.purpose]
  return (
    <Stack gap={3}>
      <Steps label={words.steps} steps={steps} current={stepOf[arrival.stage]} />
      <Stage {...props} arrival={arrival} />
    </Stack>
  )
}

function Stage({ code, name, welcome, onClose, arrival }: ContentProps & { arrival: Arrival }) {
  const texts = computerWords[code.purpose]
  switch (arrival.stage) {
    case 'waiting':
      return (
        <SendCode
          code={code.code}
          label={texts.codeLabel}
          hint={texts.codeHint}
          waiting={texts.waiting}
        />
      )
    case 'comparing':
      return (
        <CompareWords
          welcome={welcome}
          texts={{ ...texts.compare, title: texts.compare.title(name) }}
          admitting={null}
        />
      )
    case 'agreeing':
      return <Agreeing code={code} welcome={welcome} />
    case 'admitting':
      return <Working>{texts.admitting}</Working>
    case 'second':
    case 'asking':
      return <SecondForReturn code={code} name={name} welcome={welcome} arrival={arrival} />
    case 'admitted':
      return (
        <>
          <Notice tone="done" toneLabel={texts.done} title={texts.admitted(name)}>
            {texts.admittedHint}
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

/** The words were right. Until the other side has said yes one may still change one's mind. */
function Agreeing({ code, welcome }: Pick<ContentProps, 'code' | 'welcome'>) {
  const texts = computerWords[code.purpose]
  const { working, failure, run } = useTask()
  return (
    <Stack gap={3}>
      <Working>{texts.agreeing}</Working>
      {failure && <Notice tone="error" toneLabel={words.error} title={sentenceFor(failure)} />}
      <div>
        <Button variant="quiet" isDisabled={working} onPress={() => run(() => welcome.refuse())}>
          {texts.changedMind}
        </Button>
      </div>
    </Stack>
  )
}
