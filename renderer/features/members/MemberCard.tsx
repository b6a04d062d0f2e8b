import { useState } from 'react'
import type { ComputerCode, Intent, Person } from '#renderer/data/forum/index.ts'
import { useForum, useMembers, useReadable, useTask } from '#renderer/session/index.ts'
import { Button, Dialog, Inline, Notice, Row, Rows, Stack } from '#renderer/ui/index.ts'
import { partingWords as words, sentenceFor } from '#renderer/words/index.ts'
import { ActTogether } from './ActTogether.tsx'
import { ComputerActions } from './ComputerActions.tsx'
import { ConfirmParting, type Parting } from './ConfirmParting.tsx'
import { LetInComputer } from './LetInComputer.tsx'
import { MemberComputers } from './MemberComputers.tsx'
import { TogetherActions } from './TogetherActions.tsx'

/** What the forum knows of one member, and what may be done about them. */
export function MemberCard(props: { member: Person | null; onClose: () => void }) {
  const { member, onClose } = props
  const [parting, setParting] = useState<Parting | null>(null)
  const [intent, setIntent] = useState<Intent | null>(null)
  const [code, setCode] = useState<ComputerCode | null>(null)
  function close(): void {
    setParting(null)
    setIntent(null)
    setCode(null)
    onClose()
  }
  return (
    <>
      <Dialog
        title={member?.name ?? ''}
        isOpen={member !== null && parting === null && intent === null && code === null}
        onOpenChange={(open) => {
          if (!open) close()
        }}
        closeLabel={words.close}
      >
        {member !== null && (
          <Card member={member} onParting={setParting} onIntent={setIntent} onCode={setCode} />
        )}
      </Dialog>
      <ConfirmParting
        parting={member === null ? null : parting}
        name={member?.name ?? ''}
        member={member?.id ?? null}
        onBack={() => setParting(null)}
        onDone={close}
      />
      <LetInComputer code={code} name={member?.name ?? ''} onClose={close} />
      <ActTogether intent={intent} onBack={() => setIntent(null)} onDone={close} />
    </>
  )
}

function Card(props: {
  member: Person
  onParting: (parting: Parting) => void
  onIntent: (intent: Intent) => void
  onCode: (code: ComputerCode) => void
}) {
  const { member, onParting, onIntent, onCode } = props
  const forum = useForum()
  const { waitingFor } = useReadable(forum.sealing)
  const ended = useReadable(forum.ended)
  return (
    <Stack gap={3}>
      <Rows label={words.about}>
        <Row end={member.isModerator ? words.moderator : words.member}>{words.role}</Row>
        <Row end={words.computers(member.devices.length)}>{words.reach}</Row>
        <Row end={waitingFor.includes(member.id) ? words.keysAwaited : words.keysHeld}>
          {words.keys}
        </Row>
      </Rows>
      {ended === null && <MemberComputers member={member} onIntent={onIntent} />}
      {ended === null && <ComputerActions member={member} onCode={onCode} />}
      <Actions member={member} onParting={onParting} />
      {ended === null && <TogetherActions member={member} onIntent={onIntent} />}
    </Stack>
  )
}

/** Only what this person may do: a button that would be refused is not there. */
function Actions({ member, onParting }: { member: Person; onParting: (parting: Parting) => void }) {
  const forum = useForum()
  const ended = useReadable(forum.ended)
  const { members } = useMembers()
  const { working, failure, run } = useTask()
  const iModerate = members.some(({ isMe, isModerator }) => isMe && isModerator)
  const moderators = members.filter(({ isModerator }) => isModerator).length
  const mayGrant = iModerate && !member.isModerator
  const mayLayDown = member.isMe && member.isModerator && moderators > 1
  const mayRemove = iModerate && !member.isMe && !member.isModerator
  if (ended !== null) return null
  return (
    <Stack gap={2}>
      {failure && <Notice tone="error" toneLabel={words.error} title={sentenceFor(failure)} />}
      <Inline>
        {mayGrant && (
          <Button
            onPress={() => run(() => forum.grantRole(member.id))}
            {...(working && { working: words.making })}
          >
            {words.makeModerator}
          </Button>
        )}
        {mayLayDown && (
          <Button
            onPress={() => run(() => forum.layDownRole())}
            {...(working && { working: words.layingDown })}
          >
            {words.layDown}
          </Button>
        )}
        {mayRemove && <Button onPress={() => onParting('remove')}>{words.removeAction}</Button>}
        {member.isMe && <Button onPress={() => onParting('leave')}>{words.leaveAction}</Button>}
      </Inline>
    </Stack>
  )
}
