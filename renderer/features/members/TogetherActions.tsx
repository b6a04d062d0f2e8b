import type { Intent, Person } from '#renderer/data/forum/index.ts'
import { useMembers } from '#renderer/session/index.ts'
import { Button, Inline } from '#renderer/ui/index.ts'
import { askWords as words } from '#renderer/words/index.ts'
import { togetherWith } from './whoMayHelp.ts'

const labels: Readonly<Partial<Record<Intent['type'], string>>> = {
  remove: words.removeAction,
  'take-role': words.takeRoleAction,
  'give-role': words.giveRoleAction,
}

/** What takes two, of what may be done about a member. */
export function TogetherActions(props: { member: Person; onIntent: (intent: Intent) => void }) {
  const { members } = useMembers()
  const possible = togetherWith(props.member, members)
  if (possible.length === 0) return null
  return (
    <Inline>
      {possible.map((intent) => (
        <Button key={intent.type} onPress={() => props.onIntent(intent)}>
          {labels[intent.type]}
        </Button>
      ))}
    </Inline>
  )
}
