import { useState } from 'react'
import type { Person } from '#renderer/data/forum/index.ts'
import { useForum, useMembers, useReadable, useTask } from '#renderer/session/index.ts'
import { Button, Dialog, Inline, Notice, Row, Rows, Stack } from '#renderer/ui/index.ts'
import {
  lostTouchWords as lostTouch,
  partingWords as words,
  sentenceFor,
} from '#renderer/words/index.ts'
import { ConfirmParting, type Parting } from './ConfirmParting.tsx'
import { ReturnCode } from './ReturnCode.tsx'

/** What the forum knows of one member, and what may be done about them. */
export function MemberCard(props: { member: Person | null; onClose: () => void }) {
  const { member, onClose } = props
  const forum = useForum()
  const [parting, setParting] = useState<Parting | null>(null)
  const [isLost, setLost] = useState(false)
  function close(): void {
    setParting(null)
    setLost(false)
    onClose()
  }
  return (
    <>
      <Dialog
        title={member?.name ?? ''}
        isOpen={member !== null && parting === null && !isLost}
        onOpenChange={(open) => {
          if (!open) close()
        }}
        closeLabel={words.close}
      >
        {member !== null && (
          <Card member={member} onParting={setParting} onLost={() => setLost(true)} />
        )}
      </Dialog>
      {member !== null && (
        <ReturnCode
          member={member}
          devices={member.devices.filter((id) => id !== forum.device)}
          isOpen={isLost}
          onClose={close}
        />
      )}
      <ConfirmParting
        parting={member === null ? null : parting}
        name={member?.name ?? ''}
        member={member?.id ?? null}
        onBack={() => setParting(null)}
        onDone={close}
      />
    </>
  )
}

interface CardProps {
  readonly member: Person
  readonly onParting: (parting: Parting) => void
  /** One of their computers no longer hears from the others. */
  readonly onLost: () => void
}

function Card(props: CardProps) {
  const { member } = props
  const { waitingFor } = useReadable(useForum().sealing)
  return (
    <Stack gap={3}>
      <Rows label={words.about}>
        <Row end={member.isModerator ? words.moderator : words.member}>{words.role}</Row>
        <Row end={words.computers(member.devices.length)}>{words.reach}</Row>
        <Row end={waitingFor.includes(member.id) ? words.keysAwaited : words.keysHeld}>
          {words.keys}
        </Row>
      </Rows>
      <Actions {...props} />
    </Stack>
  )
}

/** Only what this person may do: a button that would be refused is not there. */
function Actions({ member, onParting, onLost }: CardProps) {
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
        {member.devices.some((id) => id !== forum.device) && (
          <Button onPress={onLost}>{member.isMe ? lostTouch.giveOwn : lostTouch.give}</Button>
        )}
        {member.isMe && <Button onPress={() => onParting('leave')}>{words.leaveAction}</Button>}
      </Inline>
    </Stack>
  )
}
