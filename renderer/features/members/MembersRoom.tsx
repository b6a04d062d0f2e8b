import { useState } from 'react'
import type { Invitation, Person } from '#renderer/data/forum/index.ts'
import { useAppearIn, useForum, useMembers, useReadable, useTask } from '#renderer/session/index.ts'
import {
  Button,
  EmptyState,
  Initials,
  Notice,
  PageHeader,
  Row,
  Rows,
  Seal,
  Section,
  Stack,
  useNow,
} from '#renderer/ui/index.ts'
import { UserPlus } from '#renderer/ui/icons.ts'
import { agoWords, frameWords, memberWords as words, sentenceFor } from '#renderer/words/index.ts'
import { InvitationList } from './InvitationList.tsx'
import { LetIn } from './LetIn.tsx'

const invitationLife = 7 * 24 * 60 * 60 * 1000

/** Who is in this forum, and the way to let somebody in. */
export function MembersRoom() {
  const forum = useForum()
  useAppearIn('members')
  const { members } = useMembers()
  const invitations = useReadable(forum.invitations)
  const [shown, setShown] = useState<Invitation | null>(null)
  const { working, failure, run } = useTask()

  function invite(): void {
    run(async () => {
      const made = await forum.invite(invitationLife)
      if (made.ok) setShown(made.value)
      return made
    })
  }

  return (
    <Stack gap={2}>
      <PageHeader
        title={words.title}
        actions={
          <Button
            variant="primary"
            icon={<UserPlus />}
            onPress={invite}
            {...(working && { working: words.inviting })}
          >
            {words.invite}
          </Button>
        }
        meta={
          <Seal
            names={members.map((member) => member.name)}
            namesLabel={frameWords.sealedNames}
            until={words.sealed}
          >
            {frameWords.sealedTo(members.length)}
          </Seal>
        }
      />
      <Stack gap={4}>
        {failure && <Notice tone="error" toneLabel={words.error} title={sentenceFor(failure)} />}
        <Section title={words.listTitle} size="m">
          <MemberRows members={members} />
          {members.length === 1 && (
            <EmptyState title={words.aloneTitle} level={3}>
              {words.aloneText}
            </EmptyState>
          )}
        </Section>
        <InvitationList invitations={invitations} onShow={setShown} />
      </Stack>
      <LetIn invitation={shown} onClose={() => setShown(null)} />
    </Stack>
  )
}

function MemberRows({ members }: { members: readonly Person[] }) {
  const { connected, lastExchanged } = useReadable(useForum().status)
  const now = useNow()
  function exchanged(member: Person): string {
    if (member.isMe) return words.you
    if (connected.includes(member.id)) return words.connected
    const at = lastExchanged.get(member.id)
    return at === undefined ? words.notYet : words.exchanged(agoWords(at, now))
  }
  return (
    <Rows label={words.listTitle}>
      {members.map((member) => (
        <Row key={member.id} lead={<Initials name={member.name} />} end={exchanged(member)}>
          {member.name}
        </Row>
      ))}
    </Rows>
  )
}
