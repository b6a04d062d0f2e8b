import { meridianTopics } from '#tests/shared/model/meridianTopics.ts'
import { parkingLotOf, type SharedDocument } from '#renderer/data/docs/index.ts'
import { topicLimits } from '#shared/model/topic/index.ts'
import { invariant } from '#shared/result.ts'
import { must } from '../measure/expect.ts'

/** The topic that the last update adds: who sees it has everything before it. */
export const lastTitle = 'The last of them all'

/** One update in so many parks a new topic; the others type in one that is there. */
const newTopicEvery = 20

/**
 * Writes into a parking lot what makes `count` updates: topics parked, and words typed into them in
 * random places, the same each time. `flush` is called after each, so that each is an update of its own.
 */
export function writeHistory(shared: SharedDocument, count: number, flush: () => void): void {
  const random = createRandom(7)
  const below = (limit: number) => Math.floor(random() * limit)
  const lot = parkingLotOf(shared)
  const titles = new Map<string, string>()
  const park = (title: string) => titles.set(must(lot.addTopic({ title }), 'parking'), title)
  for (let at = 0; at < count - 1; at++) {
    const known = meridianTopics[at % meridianTopics.length]
    invariant(known !== undefined, 'the invented forum has topics')
    if (at % newTopicEvery === 0) park(known.title)
    else {
      const [id, title] = [...titles][below(titles.size)] ?? ['', '']
      const place = below(title.length + 1)
      // A title that has become long loses its end, as people shorten what has grown.
      const next =
        title.length > topicLimits.title / 2
          ? title.slice(0, topicLimits.title / 4)
          : title.slice(0, place) + typed(below) + title.slice(place)
      must(lot.setTopicTitle(id, next, title), 'typing')
      titles.set(id, next)
    }
    flush()
  }
  park(lastTitle)
  flush()
}

/** Some letters and a blank, as one types between two sendings. */
function typed(below: (limit: number) => number): string {
  let text = ' '
  for (let left = 2 + below(10); left > 0; left--) text += String.fromCharCode(97 + below(26))
  return text
}

/** Mulberry32: numbers from 0 to 1 that look random and are the same each time. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
