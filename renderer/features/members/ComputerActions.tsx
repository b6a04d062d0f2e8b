import type { ComputerCode, Person } from '#renderer/data/forum/index.ts'
import { useForum, useTask } from '#renderer/session/index.ts'
import { Button, Notice } from '#renderer/ui/index.ts'
import { computerWords as words, memberWords, sentenceFor } from '#renderer/words/index.ts'

const mostComputers = 3

/** What brings a member one more computer: only what this person may do. */
export function ComputerActions(props: { member: Person; onCode: (code: ComputerCode) => void }) {
  const { member, onCode } = props
  const forum = useForum()
  const { working, failure, run } = useTask()
  if (member.devices.length >= mostComputers) return null

  function make(): void {
    run(async () => {
      const made = await (member.isMe ? forum.addComputer() : forum.letComeBack(member.id))
      if (made.ok) onCode(made.value)
      return made
    })
  }

  return (
    <>
      <Button onPress={make} {...(working && { working: words.making })}>
        {member.isMe ? words.add.action : words.return.action(member.name)}
      </Button>
      {failure && (
        <Notice tone="error" toneLabel={memberWords.error} title={sentenceFor(failure)} />
      )}
    </>
  )
}
