import { useState } from 'react'
import type { Intent, Person } from '#renderer/data/forum/index.ts'
import { useForum, useMembers, useTask } from '#renderer/session/index.ts'
import { Button, Dialog, Notice, Row, Rows, Section, Select, Stack } from '#renderer/ui/index.ts'
import { askWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { MemberId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import { helpersFor } from './whoMayHelp.ts'

/** Says what an act does, and does it or asks another member, where it takes two. */
export function ActTogether(props: {
  intent: Intent | null
  /** Whom it is about. */
  name: string
  onBack: () => void
  onDone: () => void
}) {
  const { intent, ...rest } = props
  return intent === null ? null : <Open intent={intent} {...rest} />
}

interface OpenProps {
  readonly intent: Intent
  readonly name: string
  readonly onBack: () => void
  readonly onDone: () => void
}

function Open({ intent, name, onBack, onDone }: OpenProps) {
  const forum = useForum()
  const { members, nameOf } = useMembers()
  const { working, failure, run } = useTask()
  const [chosen, setChosen] = useState<MemberId | null>(null)
  const helpers = helpersFor(intent, members)
  const isAlone = helpers.length === 0
  const what = words.act(intent, name)
  const { ends, stays } = words.consequences[intent.type]

  function go(): void {
    run(async () => {
      const done = isAlone ? await actAlone() : await askChosen()
      if (done.ok) onDone()
      return done
    })
  }

  const askChosen = () => forum.ask(intent, chosen ?? forum.me)
  function actAlone(): Promise<Result<unknown>> {
    if (intent.type === 'revoke-device') return forum.revokeDevice(intent.device)
    return intent.type === 'remove' ? forum.remove(intent.member) : askChosen()
  }

  return (
    <Dialog
      title={words.title(what)}
      role="alertdialog"
      isOpen
      onOpenChange={(open) => {
        if (!open) onBack()
      }}
      closeLabel={words.close}
      actions={
        <>
          <Button
            variant="primary"
            isDisabled={!isAlone && chosen === null}
            onPress={go}
            {...(working && { working: isAlone ? words.doing : words.asking })}
          >
            {isAlone
              ? words.doIt
              : chosen === null
                ? words.askNobody
                : words.ask(nameOf(chosen) ?? '')}
          </Button>
          <Button variant="quiet" autoFocus onPress={onBack}>
            {words.back}
          </Button>
        </>
      }
    >
      <Stack gap={3}>
        {failure && <Notice tone="error" toneLabel={words.error} title={sentenceFor(failure)} />}
        <Sentences title={words.ends} sentences={ends} />
        <Sentences title={words.stays} sentences={stays} />
        {!isAlone && <Whom helpers={helpers} chosen={chosen} onChoose={setChosen} />}
      </Stack>
    </Dialog>
  )
}

/** Which member to ask. */
export function Whom(props: {
  helpers: readonly Person[]
  chosen: MemberId | null
  onChoose: (member: MemberId) => void
}) {
  return (
    <Select
      label={words.whom}
      description={words.takesTwo}
      placeholder={words.choose}
      options={props.helpers.map(({ id, name }) => ({ id, label: name }))}
      value={props.chosen}
      onChange={(id) => {
        const helper = props.helpers.find((each) => each.id === id)
        if (helper !== undefined) props.onChoose(helper.id)
      }}
    />
  )
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <Section title={title} level={3} size="label">
      <Rows label={title}>
        {sentences.map((sentence) => (
          <Row key={sentence}>{sentence}</Row>
        ))}
      </Rows>
    </Section>
  )
}
