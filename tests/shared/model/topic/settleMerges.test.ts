import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { settleMerges } from '#shared/model/topic/index.ts'
import type { TopicStatus } from '#shared/model/topic/index.ts'

interface Merging {
  id: string
  status: TopicStatus
  mergedInto: string | null
}
const open = (id: string): Merging => ({ id, status: 'open', mergedInto: null })
const merged = (id: string, into: string): Merging => ({ id, status: 'merged', mergedInto: into })

describe('merged topics', () => {
  test('stay merged while their target stands', () => {
    const topics = [merged('a', 'b'), open('b'), merged('c', 'a')]
    const settled = settleMerges(topics)
    expect(settled.every((topic, at) => topic === topics[at])).toBe(true)
  })

  test('come back when two were merged into each other: the lower id is open', () => {
    expect(settleMerges([merged('b', 'a'), merged('a', 'b')])).toEqual([
      merged('b', 'a'),
      open('a'),
    ])
  })

  test('come back when their target is gone', () => {
    expect(settleMerges([merged('a', 'gone')])).toEqual([open('a')])
  })

  test('always lead to a topic that is not merged', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const target = fc.option(fc.constantFrom(...names, 'gone'), { nil: null })
    fc.assert(
      fc.property(fc.tuple(...names.map(() => target)), (targets) => {
        const settled = settleMerges(
          names.map((id, at) => {
            const into = targets[at] ?? null
            return into === null ? open(id) : merged(id, into)
          }),
        )
        const byId = new Map(settled.map((topic) => [topic.id, topic]))
        for (const topic of settled) {
          let at: Merging | undefined = topic
          for (let steps = 0; at?.status === 'merged'; steps++) {
            expect(steps).toBeLessThan(names.length)
            at = byId.get(at.mergedInto ?? '')
          }
          expect(at).toBeDefined()
        }
      }),
    )
  })
})
