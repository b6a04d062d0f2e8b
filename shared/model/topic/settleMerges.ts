import type { Topic } from './topic.ts'

/**
 * Two people can merge A into B and B into A at the same moment, or merge into a topic that is then
 * deleted. So that no topic vanishes, the lowest id of a circle, and any topic whose target is gone,
 * reads as open again. Everything else is returned as the same object.
 */
export function settleMerges<T extends Pick<Topic, 'id' | 'status' | 'mergedInto'>>(
  topics: readonly T[],
): T[] {
  const byId = new Map(topics.map((topic) => [topic.id, topic]))
  return topics.map((topic) => {
    if (topic.status !== 'merged') return topic
    const target = topic.mergedInto === null ? undefined : byId.get(topic.mergedInto)
    if (target !== undefined && !isLowestOfCircle(topic, byId)) return topic
    return { ...topic, status: 'open', mergedInto: null }
  })
}

function isLowestOfCircle<T extends Pick<Topic, 'id' | 'status' | 'mergedInto'>>(
  topic: T,
  byId: ReadonlyMap<string, T>,
): boolean {
  const seen = new Set<string>()
  let lowest = topic.id
  let at: T | undefined = topic
  while (at !== undefined && at.status === 'merged' && at.mergedInto !== null) {
    if (at.id === topic.id && seen.size > 0) return lowest === topic.id
    if (seen.has(at.id)) return false
    seen.add(at.id)
    if (at.id < lowest) lowest = at.id
    at = byId.get(at.mergedInto)
  }
  return false
}
