import { isWaiting } from './topic.ts'
import type { Topic } from './topic.ts'

/** A theme that several topics share. `name` is the spelling first in the alphabet. */
export interface SharedTheme<T> {
  readonly name: string
  readonly topics: readonly T[]
}

/** Three short lists, never one rank. */
export interface TopicLists<T> {
  readonly urgentNow: readonly T[]
  readonly keepsComingBack: readonly T[]
  readonly sharedBySeveral: readonly SharedTheme<T>[]
}

type Ranked = Pick<Topic, 'id' | 'theme' | 'importance' | 'urgency' | 'heard' | 'status'>

const byId = (a: Ranked, b: Ranked) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/**
 * Urgent now: urgency 8 or more, by urgency, heard, importance, id.
 * Important and keeps coming back: importance 7 or more and heard 3 times or more, by heard, importance, id.
 * Shared by several of us: themes of three topics or more, by number of topics, then name.
 * Only topics open or selected count. `length` cuts each list; 5 unless told.
 */
export function topicLists<T extends Ranked>(topics: Iterable<T>, length = 5): TopicLists<T> {
  const waiting = [...topics].filter(isWaiting)
  return {
    urgentNow: waiting
      .filter((topic) => topic.urgency >= 8)
      .sort(
        (a, b) =>
          b.urgency - a.urgency || b.heard - a.heard || b.importance - a.importance || byId(a, b),
      )
      .slice(0, length),
    keepsComingBack: waiting
      .filter((topic) => topic.importance >= 7 && topic.heard >= 3)
      .sort((a, b) => b.heard - a.heard || b.importance - a.importance || byId(a, b))
      .slice(0, length),
    sharedBySeveral: sharedThemes(waiting).slice(0, length),
  }
}

function sharedThemes<T extends Ranked>(waiting: readonly T[]): SharedTheme<T>[] {
  const groups = new Map<string, { names: Set<string>; topics: T[] }>()
  for (const topic of waiting) {
    const name = topic.theme.trim()
    if (name === '') continue
    const key = name.normalize('NFC').toLowerCase()
    const group = groups.get(key) ?? { names: new Set(), topics: [] }
    group.names.add(name)
    group.topics.push(topic)
    groups.set(key, group)
  }
  return [...groups]
    .filter(([, group]) => group.topics.length >= 3)
    .sort(([a, x], [b, y]) => y.topics.length - x.topics.length || (a < b ? -1 : 1))
    .map(([key, group]) => ({
      name: [...group.names].sort()[0] ?? key,
      topics: group.topics.sort(byId),
    }))
}
