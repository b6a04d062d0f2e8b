import type { TopicStatus } from '#shared/model/topic/index.ts'
import meridian from '../../fixtures/meridian.json' with { type: 'json' }

/** The thirty topics of the invented forum, as far as the lists look at them. */
export const meridianTopics = meridian.parking_lot.map((topic) => ({
  id: topic.id,
  title: topic.title,
  theme: topic.theme,
  importance: topic.importance,
  urgency: topic.urgency,
  heard: topic.mentions,
  ...statusOf(topic.status),
}))

function statusOf(text: string): { status: TopicStatus; mergedInto: string | null } {
  if (text.startsWith('merged_into:'))
    return { status: 'merged', mergedInto: text.slice('merged_into:'.length) }
  if (text === 'open' || text === 'selected' || text === 'archived')
    return { status: text, mergedInto: null }
  throw new Error(`Broken invariant: the fixture has an unknown status ${text}`)
}
