import { useState } from 'react'
import type { Invitation } from '#renderer/data/forum/index.ts'
import { useAppearIn, useForum, useMembers, useReadable, useTask } from '#renderer/session/index.ts'
import { Button, EmptyState, Notice, PageHeader, Section, Stack } from '#renderer/ui/index.ts'
import { UserPlus } from '#renderer/ui/icons.ts'
import { memberWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { MemberId } from '#shared/ids.ts'
import { InvitationList } from './InvitationList.tsx'
import { LetIn } from './LetIn.tsx'
import { MemberCard } from './MemberCard.tsx'
import { MemberRows } from './MemberRows.tsx'
import { RenewKeys } from './RenewKeys.tsx'
import { SealingLine } from './SealingLine.tsx'

const invitationLife = 7 * 24 * 60 * 60 * 1000

/** Who is in this forum, and the way to let somebody in. */
export function MembersRoom() {
  const forum = useForum()
  useAppearIn('members')
  const { members } = useMembers()
  const invitations = useReadable(forum.invitations)
  const ended = useReadable(forum.ended)
  const [shown, setShown] = useState<Invitation | null>(null)
  const [card, setCard] = useState<MemberId | null>(null)
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
            isDisabled={ended !== null}
            {...(working && { working: words.inviting })}
          >
            {words.invite}
          </Button>
        }
        meta={<SealingLine members={members} />}
      />
      <Stack gap={4}>
        {failure && <Notice tone="error" toneLabel={words.error} title={sentenceFor(failure)} />}
        <Section title={words.listTitle} size="m">
          <MemberRows members={members} onShow={(member) => setCard(member.id)} />
          {members.length === 1 && (
            <EmptyState title={words.aloneTitle} level={3}>
              {words.aloneText}
            </EmptyState>
          )}
        </Section>
        <InvitationList invitations={invitations} onShow={setShown} />
        <RenewKeys />
      </Stack>
      <LetIn invitation={shown} onClose={() => setShown(null)} />
      <MemberCard
        member={members.find((member) => member.id === card) ?? null}
        onClose={() => setCard(null)}
      />
    </Stack>
  )
}
