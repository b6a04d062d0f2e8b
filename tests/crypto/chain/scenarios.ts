import { leaveForum, objectTo, pairScope, selfScope } from '#crypto'
import { admit, cutAt, invite, nod, open, remove, returnOf, stamp } from './acts.ts'
import { present } from './book.ts'
import type { Branch } from './book.ts'
import { quietLife, stormyLife } from './life.ts'
import { refusedEntries } from './refusedEntries.ts'

/** Entries that somebody holds, in any order, and what they show. */
export interface Scenario {
  readonly name: string
  readonly shows: string
  readonly branch: Branch
}

/** All scenarios, on one forum of five. */
export function scenarios(from: Branch): Scenario[] {
  const quiet = quietLife(from)
  const made: Scenario[] = [
    { name: 'base', shows: 'five members, one moderator, two open invitations', branch: from },
    {
      name: 'quiet-life',
      shows: 'keys, devices, roles and scopes, one after the other',
      branch: quiet,
    },
    {
      name: 'stormy-life',
      shows: 'a guest, a fork and its evidence, an act objected to, returns, departures',
      branch: stormyLife(quiet),
    },
  ]
  for (const make of [departures, rivals, forks, waiting, epochs, overflow, refused, half]) {
    made.push(...make(from))
  }
  return made
}

/** What two branches hold together. */
function both(one: Branch, ...others: readonly Branch[]): Branch {
  const names = [one, ...others].flatMap((branch) => branch.names)
  return one.book.branch([...new Set(names)])
}

function departures(from: Branch): Scenario[] {
  const { book } = from
  const removal = from.with()
  remove(removal, 'a-remove-ben', 'ben', ['ada'])
  const letIn = from.with()
  admit(letIn, 'a-admit-finn', 'invite-one', ['ben'], 'finn')
  const settled = letIn.with()
  for (const name of ['cleo', 'dora', 'emil']) nod(settled, `a-nod-${name}`, name)

  const strong = from.with()
  remove(strong, 'a-remove-ada', 'ada', ['cleo', 'dora'])
  const weak = from.with()
  remove(weak, 'a-remove-cleo', 'cleo', ['ada'])
  const [one, other] = [from.with(), from.with()]
  remove(one, 'a-two-remove-ben', 'ben', ['cleo', 'dora'])
  remove(other, 'a-two-remove-cleo', 'cleo', ['ben', 'emil'])

  const again = from.with()
  remove(again, 'a-remove-ben-too', 'ben', ['cleo', 'dora'], 3)
  const left = from.with()
  const cutOffs = [cutAt(book, 'ben', 4)]
  left.add('a-leave-ben', (state) =>
    leaveForum(book.sodium, state, book.device('ben'), { ...stamp, cutOffs }),
  )
  const goesOn = from.with()
  open(goesOn, 'a-open', 'ada')
  for (const name of ['ben', 'emil']) nod(goesOn, `a-on-${name}`, name)
  return [
    {
      name: 'removal-voids-admission',
      shows: 'a removal voids what its target signed at the same time',
      branch: both(removal, letIn),
    },
    {
      name: 'backdated-removal',
      shows: 'an admission that more than half acknowledged stands against a removal kept back',
      branch: both(settled, removal),
    },
    {
      name: 'mutual-removals',
      shows: 'of two removals against each other the one with more signers counts',
      branch: both(strong, weak),
    },
    {
      name: 'mutual-removals-alike',
      shows: 'with as many signers the lower Lamport counts, then the lower id',
      branch: both(one, other),
    },
    {
      name: 'removed-and-left',
      shows: 'a removal voids a leave of its target at the same time, with its cut-offs',
      branch: both(removal, left),
    },
    {
      name: 'removed-twice',
      shows: 'two removals of one member both count, and a log ends at the lowest cut-off',
      branch: both(removal, again),
    },
    {
      name: 'co-signatures-lapse',
      shows: 'a co-signed removal that was kept back lapses when the forum went on with new keys',
      branch: both(goesOn, one),
    },
  ]
}

function rivals(from: Branch): Scenario[] {
  const { book } = from
  const sides = (['ada', 'ben'] as const).map((by, at) => {
    const branch = from.with()
    const name = `b-admit-${at + 1}`
    admit(branch, name, 'invite-one', [by], `hal-${'xy'.charAt(at)}`)
    return { branch, id: book.entry(name).id }
  })
  const inOrder = sides.sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ branch }) => branch)
  const [first, second] = [present(inOrder[0], 'first'), present(inOrder[1], 'second')]
  const settled = second.with()
  for (const name of ['cleo', 'dora', 'emil']) nod(settled, `b-nod-${name}`, name)
  return [
    {
      name: 'rival-admissions',
      shows: 'of two admissions by one invitation the first in order counts',
      branch: both(first, second),
    },
    {
      name: 'rival-admissions-settled',
      shows: 'unless the other is settled against it',
      branch: both(settled, first),
    },
  ]
}

function forks(from: Branch): Scenario[] {
  const [one, other] = [from.with(), from.with()]
  nod(one, 'c-fork-1', 'dora')
  nod(other, 'c-fork-2', 'dora')
  const settled = one.with()
  for (const name of ['ada', 'ben', 'emil']) nod(settled, `c-nod-${name}`, name)
  return [
    {
      name: 'fork',
      shows: 'two entries at one sequence suspend the device, and both are void',
      branch: both(one, other),
    },
    {
      name: 'fork-settled',
      shows: 'what was settled before the other came to light stays',
      branch: both(settled, other),
    },
  ]
}

function waiting(from: Branch): Scenario[] {
  const { book } = from
  const waits = from.with()
  returnOf(waits, 'd-return', 'emil', 'emil-d', ['ben', 'cleo'])
  const objected = waits.with()
  const act = book.entry('d-return').id
  objected.add('d-object', (state) =>
    objectTo(book.sodium, state, book.device('emil'), { ...stamp, act }),
  )
  nod(waits, 'd-nod-cleo', 'cleo')
  const effective = waits.with()
  nod(effective, 'd-nod-dora', 'dora')
  const rival = from.with()
  returnOf(rival, 'd-rival', 'dora', 'dora-d', ['ada', 'emil'])
  return [
    {
      name: 'act-waits',
      shows: 'a return by the word of two waits until more than half know of it',
      branch: waits,
    },
    { name: 'act-takes-effect', shows: 'and then counts', branch: effective },
    {
      name: 'act-objected',
      shows: 'an objection stops an act that waits',
      branch: both(waits, objected),
    },
    {
      name: 'objection-too-late',
      shows: 'but not one of which more than half knew without it',
      branch: both(effective, objected),
    },
    {
      name: 'two-acts',
      shows: 'of two acts that wait the first in order does',
      branch: both(waits, rival),
    },
  ]
}

function epochs(from: Branch): Scenario[] {
  const { book } = from
  const scopes = from.with()
  const [ada, ben] = [book.member('ada'), book.member('ben')]
  open(scopes, 'e-pair', 'ben', pairScope(ada, ben))
  open(scopes, 'e-self', 'ben', selfScope({ member: ben, lineage: null }))
  const [one, other] = [from.with(), from.with()]
  open(one, 'e-open-1', 'cleo')
  open(other, 'e-open-2', 'dora')
  const newcomer = from.with()
  admit(newcomer, 'e-admit', 'invite-two', ['ada'], 'ines')
  const gone = both(newcomer, one)
  remove(gone, 'e-remove-emil', 'emil', ['ada'])
  return [
    {
      name: 'scopes',
      shows: 'a pair and the notes of one member have epochs of their own',
      branch: scopes,
    },
    {
      name: 'two-opens',
      shows: 'of two opens for the same devices the highest Lamport is current, then the lowest id',
      branch: both(one, other),
    },
    {
      name: 'open-beside-admission',
      shows: 'an open beside an admission stays current and another is owed',
      branch: both(one, newcomer),
    },
    {
      name: 'open-before-removal',
      shows: 'after a removal no open lies within the devices: none is current',
      branch: gone,
    },
  ]
}

function overflow(from: Branch): Scenario[] {
  const eleven = from.with()
  for (const at of ['1', '2', '3', '4', '5', '6']) {
    invite(eleven, `f-invite-${at}`, 'ada')
    admit(
      eleven,
      `f-admit-${at}`,
      `f-invite-${at}`,
      ['ada'],
      `more-${'abcdef'.charAt(Number(at) - 1)}`,
    )
  }
  const [one, other] = [eleven.with(), eleven.with()]
  admit(one, 'f-last-1', 'invite-one', ['ada'], 'last-x')
  admit(other, 'f-last-2', 'invite-two', ['ben'], 'last-y')
  const twelve = both(one, other)
  const paid = twelve.with()
  open(paid, 'f-open', 'ada')
  return [
    {
      name: 'twelve',
      shows: 'two come in at once where one has room: the last in order does not',
      branch: twelve,
    },
    { name: 'twelve-paid', shows: 'an epoch for twelve', branch: paid },
  ]
}

function refused(from: Branch): Scenario[] {
  return [
    {
      name: 'refused',
      shows: 'entries that break a rule, each in its own way',
      branch: refusedEntries(from),
    },
  ]
}

/** A forum of four, where two are half and no more. */
function half(from: Branch): Scenario[] {
  const { book } = from
  const four = from.with()
  remove(four, 'h-remove-emil', 'emil', ['ada'])
  open(four, 'h-open', 'ada')
  const letIn = four.with()
  admit(letIn, 'h-admit', 'invite-one', ['ben'], 'kim')
  nod(letIn, 'h-nod-cleo', 'cleo')
  const removal = four.with()
  remove(removal, 'h-remove-ben', 'ben', ['ada'])
  const waits = four.with()
  returnOf(waits, 'h-return', 'dora', 'dora-h', ['ben', 'cleo'])
  nod(waits, 'h-nod-cleo-too', 'cleo')
  const act = book.entry('h-return').id
  const objected = waits.with()
  objected.add('h-object', (state) =>
    objectTo(book.sodium, state, book.device('dora'), { ...stamp, act }),
  )
  return [
    {
      name: 'half-settles-nothing',
      shows: 'an admission that half acknowledged does not stand against a removal',
      branch: both(letIn, removal),
    },
    {
      name: 'half-waits',
      shows: 'half of four do not let a return take effect',
      branch: waits,
    },
    {
      name: 'half-cannot-be-objected-to',
      shows:
        'an objection does not stop what half of all members signed: by it one more knows of it',
      branch: objected,
    },
  ]
}
