import type { Person } from '#renderer/data/forum/index.ts'
import { useForum, useMembers, useTask } from '#renderer/session/index.ts'
import { Button, Inline, Notice, Stack } from '#renderer/ui/index.ts'
import {
  lostTouchWords as lostTouch,
  partingWords as words,
  sentenceFor,
} from '#renderer/words/index.ts'
import type { CardStep } from './cardStep.ts'

/** Only what this person may do alone: a button that would be refused is not there. */
export function MemberActions(props: { member: Person; onStep: (step: CardStep) => void }) {
  const { member, onStep } = props
  const forum = useForum()
  const { members } = useMembers()
  const { working, failure, run } = useTask()
  const iModerate = members.some(({ isMe, isModerator }) => isMe && isModerator)
  const moderators = members.filter(({ isModerator }) => isModerator).length
  const mayGrant = iModerate && !member.isModerator
  const mayLayDown = member.isMe && member.isModerator && moderators > 1
  const mayRemove = iModerate && !member.isMe && !member.isModerator
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
        {member.devices.some((id) => id !== forum.device) && (
          <Button onPress={() => onStep({ step: 'return-code' })}>
            {member.isMe ? lostTouch.giveOwn : lostTouch.give}
          </Button>
        )}
        {mayRemove && (
          <Button onPress={() => onStep({ step: 'parting', parting: 'remove' })}>
            {words.removeAction}
          </Button>
        )}
        {member.isMe && (
          <Button onPress={() => onStep({ step: 'parting', parting: 'leave' })}>
            {words.leaveAction}
          </Button>
        )}
      </Inline>
    </Stack>
  )
}
