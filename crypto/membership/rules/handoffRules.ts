import { suite } from '../limits.ts'
import { memberOfDevice } from '../signatures.ts'
import { openOffer } from '../view.ts'
import type { Rule } from './rule.ts'

/** Handing on the moderator's role, and what the whole forum has agreed on. */
export const handoffRules: readonly Rule[] = [
  {
    name: 'offer-is-to-another',
    sentence: 'An offer goes to a full member who is no moderator, while no other is open.',
    failure: 'entry-not-authorised',
    holds({ entry: { body }, past }) {
      if (body.type !== 'handoff.offer') return true
      return openOffer(past) === null && past.members.get(body.successor)?.moderatorBy === null
    },
  },
  {
    name: 'offer-is-open-to-the-author',
    sentence:
      'An offer is accepted by its successor, and declined by the successor or a device of whoever made it, in the forum epoch in which it was made.',
    failure: 'handoff-closed',
    holds({ entry: { author, body }, past }) {
      if (body.type !== 'handoff.accept' && body.type !== 'handoff.decline') return true
      const offer = openOffer(past)
      const member = memberOfDevice(past, author)?.id
      if (offer?.offer !== body.offer || member === undefined) return false
      return (
        member === offer.successor || (body.type === 'handoff.decline' && member === offer.from)
      )
    },
  },
  {
    name: 'policy-only-tightens',
    sentence:
      'The suite only rises, to one that this version knows, and admission by two never goes back to one.',
    failure: 'entry-not-authorised',
    holds({ entry: { body }, past }) {
      if (body.type !== 'policy.set') return true
      const { policy } = past
      return (
        body.suite >= policy.suite &&
        body.suite <= suite &&
        (body.admission === 'two' || policy.admission === 'one')
      )
    },
  },
]
