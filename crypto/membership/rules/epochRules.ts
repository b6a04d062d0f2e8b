import { equalBytes } from '#shared/codec/index.ts'
import { devicesOf, parseScope } from '../scopes.ts'
import type { Rule } from './rule.ts'

/** Keys, and what is said about content under them. */
export const epochRules: readonly Rule[] = [
  {
    name: 'scope-is-one',
    sentence: 'An epoch is opened for a scope of this protocol, in the one form of its name.',
    failure: 'entry-not-authorised',
    holds: ({ entry: { body } }) => body.type !== 'epoch.open' || parseScope(body.scope) !== null,
  },
  {
    name: 'author-is-inside-the-scope',
    sentence: 'A scope’s epochs are opened and its snapshots attested by its active devices alone.',
    failure: 'entry-not-authorised',
    holds({ entry: { author, body }, past }) {
      if (body.type !== 'epoch.open' && body.type !== 'snapshot.attest') return true
      return devicesOf(past, body.scope).has(author)
    },
  },
  {
    name: 'epoch-covers-exactly',
    sentence:
      'An epoch is opened for exactly the devices of its scope that are active in the entry’s past.',
    failure: 'epoch-coverage-wrong',
    holds({ entry: { body }, past }) {
      if (body.type !== 'epoch.open') return true
      const devices = devicesOf(past, body.scope)
      return (
        body.devices.length === devices.size && body.devices.every((device) => devices.has(device))
      )
    },
  },
  {
    name: 'acknowledged-epoch-is-ones-own',
    sentence: 'A device acknowledges an epoch of its past that covers it, once.',
    failure: 'epoch-unknown',
    holds({ entry: { author, body }, past }) {
      if (body.type !== 'epoch.ack') return true
      const epoch = past.epochs.get(body.epoch)
      const before = past.acknowledged.get(body.epoch)
      return epoch?.devices.has(author) === true && before?.has(author) !== true
    },
  },
  {
    name: 'acknowledgement-brings-a-fresh-key',
    sentence: 'The key in an acknowledgement is that of no device in its past.',
    failure: 'entry-not-authorised',
    holds({ entry: { body }, past }) {
      if (body.type !== 'epoch.ack') return true
      return [...past.devices.values()].every(
        (each) => !equalBytes(each.sealingKey, body.sealingKey),
      )
    },
  },
  {
    name: 'grant-stays-inside-the-set',
    sentence: 'A grant is by a device that its epoch covers, to another that it covers.',
    failure: 'entry-not-authorised',
    holds({ entry: { author, body }, past }) {
      if (body.type !== 'epoch.grant') return true
      const devices = past.epochs.get(body.epoch)?.devices
      const isTo = body.device !== author && past.devices.has(body.device)
      return isTo && devices?.has(author) === true && devices.has(body.device)
    },
  },
]
