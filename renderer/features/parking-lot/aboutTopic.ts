import { useForum, useMembers } from '#renderer/session/index.ts'
import { shortNameOf } from '#renderer/ui/index.ts'
import { lotWords as words } from '#renderer/words/index.ts'
import type { Topic } from '#shared/model/topic/index.ts'

/** How to speak of a topic: whose it is and the rest of it in one line. */
export function useAboutTopic(): {
  /** "You", everybody, or a member: by the first name while no two have the same. */
  readonly ownerOf: (topic: Topic) => string
  /** "Hugo · crisis · heard twice". */
  readonly aboutTopic: (topic: Topic) => string
} {
  const { me } = useForum()
  const { members, nameOf } = useMembers()
  const ownerOf = (topic: Topic) => {
    if (topic.ownerId === me) return words.you
    const name = nameOf(topic.ownerId)
    if (name === null) return words.group
    const short = shortNameOf(name)
    const isShared = members.filter((member) => shortNameOf(member.name) === short).length > 1
    return isShared ? name : short
  }
  return {
    ownerOf,
    aboutTopic: (topic) =>
      [apart(ownerOf(topic)), apart(topic.theme), words.heardTimes(topic.heard)]
        .filter(Boolean)
        .join(' · '),
  }
}

/** Text of another direction keeps its order to itself (Unicode's first strong isolate). */
export function apart(text: string): string {
  return text === '' ? '' : `\u2068${text}\u2069`
}
