import { useState } from 'react'
import type { Invitation } from '#renderer/data/forum/index.ts'
import { useAppearIn, useForum, useMembers, useReadable, useTask } from '#renderer/session/index.ts'
import {
  Button,
  Initials,
  Notice,
  PageHeader,
  Row,
  Rows,
  Seal,
  Section,
  Stack,
} from '#renderer/ui/index.ts'
import { UserPlus } from '#renderer/ui/icons.ts'
import { agoWords, frameWords, memberWords as words, sentenceFor } from '#renderer/words/index.ts'
import { LetIn } from './LetIn.tsx'

const invitationLife = 7 * 24 * 60 * 60 * 1000

/** Who is in this forum, and the way to let somebody in. */
export function MembersRoom() {
  const forum = useForum()
  useAppearIn('members')
  const { members } = useMembers()
  const status = useReadable(forum.status)
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

  const now = Date.now()
  function exchanged(member: (typeof members)[number]): string {
    if (member.isMe) return words.you
    if (status.connected.includes(member.id)) return words.connected
    const at = status.lastExchanged.get(member.id)
    return at === undefined ? words.notYet : words.exchanged(agoWords(at, now))
  }

  return (
    <Stack gap={4}>
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
          <Seal names={members.map((member) => member.name)} until={words.sealed}>
            {frameWords.sealedTo(members.length)}
          </Seal>
        }
      />
      {failure && <Notice tone="error" toneLabel={words.error} title={sentenceFor(failure)} />}
      <Section title={words.listTitle}>
        <Rows label={words.listTitle}>
          {members.map((member) => (
            <Row key={member.id} lead={<Initials name={member.name} />} end={exchanged(member)}>
              {member.name}
            </Row>
          ))}
        </Rows>
      </Section>
      {invitations.length > 0 && (
        <Section title={words.invitationsTitle}>
          <Rows label={words.invitationsTitle}>
            {invitations.map((invitation) => (
              <Row
                key={invitation.id}
                hint={words.state[invitation.state]}
                {...(invitation.state === 'open' && { onPress: () => setShown(invitation) })}
              >
                {words.good(new Date(invitation.expiresAt).toLocaleString())}
              </Row>
            ))}
          </Rows>
        </Section>
      )}
      <LetIn invitation={shown} onClose={() => setShown(null)} />
    </Stack>
  )
}
