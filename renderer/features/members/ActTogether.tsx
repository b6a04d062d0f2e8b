import { useState } from 'react'
import type { Intent, Person } from '#renderer/data/forum/index.ts'
import { useForum, useMembers, useNameIn, useTask } from '#renderer/session/index.ts'
import { Button, Dialog, Notice, Row, Rows, Section, Select, Stack } from '#renderer/ui/index.ts'
import { askWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { MemberId } from '#shared/ids.ts'
import { helpersFor } from './whoMayHelp.ts'

/** Says what an act does, and does it or asks another member, where it takes two. */
export function ActTogether(props: {
  intent: Intent | null
  onBack: () => void
  onDone: () => void
}) {
  const { intent, onBack, onDone } = props
  return intent === null ? null : <Open intent={intent} onBack={onBack} onDone={onDone} />
}

function Open({
  intent,
  onBack,
  onDone,
}: {
  intent: Intent
  onBack: () => void
  onDone: () => void
}) {
  const forum = useForum()
  const { members, nameOf } = useMembers()
  const nameIn = useNameIn()
  const { working, failure, run } = useTask()
  const [chosen, setChosen] = useState<MemberId | null>(null)
  const helpers = helpersFor(intent, members)
  const isAlone = helpers.length === 0
  const what = words.act(intent, nameIn(intent, words.somebody))
  const { ends, stays } = words.consequences[intent.type]

  function go(): void {
    run(async () => {
      const done = isAlone ? await actAlone() : await askChosen()
      if (done.ok) onDone()
      return done
    })
  }

  const actAlone = () =>
    intent.type === 'revoke-device'
      ? forum.revokeDevice(intent.device)
      : forum.remove('member' in intent ? intent.member : forum.me)
  const askChosen = () => forum.ask(intent, chosen ?? forum.me)

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
