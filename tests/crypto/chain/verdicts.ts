interface Verdict {
  readonly members: string
  readonly refused: Readonly<Record<string, string>>
  readonly epoch: string | null
  readonly owed: boolean
}

const five = { members: 'ada ben cleo dora emil', refused: {}, epoch: 'open-3', owed: false }
const withoutBen = { ...five, members: 'ada cleo dora emil', epoch: null, owed: true }

/** What each scenario comes to, worked out by hand from docs/PROTOCOL.md. */
export const verdicts: Readonly<Record<string, Verdict>> = {
  base: five,
  'quiet-life': { ...five, epoch: null, owed: true },
  'stormy-life': {
    members: 'ada cleo dora',
    refused: {
      'fork-dora-a': 'sequence-fork',
      'fork-dora-b': 'sequence-fork',
      'return-dora': 'act-objected',
    },
    epoch: 'open-7',
    owed: false,
  },
  'removal-voids-admission': { ...withoutBen, refused: { 'a-admit-finn': 'overridden' } },
  'backdated-removal': { ...withoutBen, members: 'ada cleo dora emil finn' },
  'mutual-removals': {
    ...withoutBen,
    members: 'ben cleo dora emil',
    refused: { 'a-remove-cleo': 'overridden' },
  },
  'mutual-removals-alike': {
    ...withoutBen,
    members: 'ada ben dora emil',
    refused: { 'a-two-remove-ben': 'overridden' },
  },
  'removed-and-left': { ...withoutBen, refused: { 'a-leave-ben': 'overridden' } },
  'removed-twice': withoutBen,
  'co-signatures-lapse': {
    ...five,
    epoch: 'a-open',
    refused: { 'a-two-remove-ben': 'co-signature-lapsed' },
  },
  'rival-admissions': {
    ...five,
    members: 'ada ben cleo dora emil hal-x',
    refused: { 'b-admit-2': 'invitation-used' },
    owed: true,
  },
  'rival-admissions-settled': {
    ...five,
    members: 'ada ben cleo dora emil hal-y',
    refused: { 'b-admit-1': 'invitation-used' },
    owed: true,
  },
  fork: { ...five, refused: { 'c-fork-1': 'sequence-fork', 'c-fork-2': 'sequence-fork' } },
  'fork-settled': { ...five, refused: { 'c-fork-2': 'sequence-fork' } },
  'act-waits': five,
  'act-takes-effect': { ...five, owed: true },
  'act-objected': { ...five, refused: { 'd-return': 'act-objected' } },
  'objection-too-late': { ...five, owed: true },
  'two-acts': { ...five, refused: { 'd-rival': 'act-pending' } },
  scopes: five,
  'two-opens': { ...five, epoch: 'e-open-2' },
  'open-beside-admission': {
    ...five,
    members: 'ada ben cleo dora emil ines',
    epoch: 'e-open-1',
    owed: true,
  },
  'open-before-removal': { ...withoutBen, members: 'ada ben cleo dora ines' },
  twelve: {
    ...five,
    members: 'ada ben cleo dora emil last-y more-a more-b more-c more-d more-e more-f',
    refused: { 'f-last-1': 'forum-full' },
    owed: true,
  },
  'twelve-paid': {
    members: 'ada ben cleo dora emil last-y more-a more-b more-c more-d more-e more-f',
    refused: { 'f-last-1': 'forum-full' },
    epoch: 'f-open',
    owed: false,
  },
  refused: {
    ...five,
    refused: {
      'g-alone': 'signatures-missing',
      'g-on-refused': 'entry-not-authorised',
      'g-waits-for-parent': 'entry-parent-unknown',
      'g-lamport': 'entry-not-authorised',
      'g-previous': 'previous-mismatch',
      'g-epoch': 'epoch-mismatch',
      'g-stranger': 'device-not-active',
      'g-coverage': 'epoch-coverage-wrong',
      'g-scope': 'entry-not-authorised',
      'g-used': 'invitation-used',
      'g-no-role': 'signatures-missing',
      'g-looser': 'entry-not-authorised',
      'g-expired': 'invitation-expired',
    },
  },
  'half-settles-nothing': {
    members: 'ada cleo dora',
    refused: { 'h-admit': 'overridden' },
    epoch: null,
    owed: true,
  },
  'half-waits': { ...five, members: 'ada ben cleo dora', epoch: 'h-open' },
  'half-cannot-be-objected-to': {
    ...five,
    members: 'ada ben cleo dora',
    epoch: 'h-open',
    owed: true,
  },
}
