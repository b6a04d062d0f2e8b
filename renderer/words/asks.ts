import type { Intent } from '#renderer/data/forum/index.ts'

/** What ends and what stays, before one says yes to something. */
interface Consequences {
  readonly ends: readonly string[]
  readonly stays: readonly string[]
}

const removing: Consequences = {
  ends: [
    'Their computers can open nothing that is written from now on.',
    'Invitations they made let nobody in any more.',
    'Everybody else gets new keys in the same step.',
  ],
  stays: [
    'They keep what they have read. No app can take that back.',
    'What they wrote before stays with the forum.',
  ],
}

const consequences: Readonly<Record<Intent['type'], Consequences>> = {
  remove: removing,
  'take-role': {
    ends: [
      'They are a member like the others: they can no longer remove somebody or hand on the role alone.',
      'What moderators write among themselves from now on is closed to them.',
    ],
    stays: ['They stay in the forum.', 'They keep what they have read as a moderator.'],
  },
  'give-role': {
    ends: ['The forum has a moderator again, who may remove members alone.'],
    stays: ['The role can be laid down, or taken by two.'],
  },
  'revoke-device': {
    ends: [
      'That computer can open nothing that is written from now on.',
      'Everybody else gets new keys in the same step.',
    ],
    stays: [
      'What is on it stays on it. Whoever has it and its passphrase can read that.',
      'The member stays in the forum. Without another computer they wait until two of you bring them back.',
    ],
  },
  admit: {
    ends: ['They read and write from then on, like everybody.'],
    stays: [
      'What was written before they came is sent to them as it is now.',
      'Whoever has read something cannot be made to forget it.',
    ],
  },
  return: {
    ends: [
      'The new computer is theirs in this forum; a role of moderator ends.',
      'Say yes only after you have heard their voice and compared the words.',
    ],
    stays: ['What it has read then cannot be taken back.'],
  },
}

/** What an act does, to be put after "asks you to" or "You asked Priya to". */
function act(intent: Intent, name: string): string {
  switch (intent.type) {
    case 'remove':
      return `remove ${name} from the forum`
    case 'take-role':
      return `take the role of moderator from ${name}`
    case 'give-role':
      return `make ${name} a moderator`
    case 'revoke-device':
      return `take out a lost computer of ${name}`
    case 'admit':
      return `let ${name} in`
    case 'return':
      return `let ${name} come back with a new computer`
  }
}

/** The words of acts that take two, and of acts that wait. */
export const askWords = {
  error: 'Please look',
  question: 'A question to you',
  note: 'For you to know',
  somebody: 'Somebody',
  act,
  consequences,
  ends: 'What this does',
  stays: 'What cannot be taken back',
  asked: (by: string, what: string) => `${by} asks you to ${what}.`,
  askedHint:
    'This takes two. If you agree, your computer signs exactly this, and nothing else. Talk to each other first.',
  agree: 'Agree',
  agreeing: 'Agreeing…',
  notNow: 'Not now',
  notNowHint: 'You can say no: then they are told.',
  agreed: (by: string, what: string) =>
    `You agreed, with ${by}, to ${what}. It happens by itself when your computers next exchange.`,
  mine: {
    asked: (to: string, what: string) => `You asked ${to} to ${what}. They have not answered yet.`,
    agreed: (to: string, what: string) =>
      `${to} agreed to ${what}. It happens by itself when your computers next exchange.`,
    declined: (to: string, what: string) => `${to} said no: not to ${what}. Nothing has changed.`,
    done: (to: string, what: string) => `Done, with ${to}: ${what}.`,
    failed: (_to: string, what: string) => `It did not come to this: ${what}.`,
  },
  takeBack: 'Take it back',
  putAway: 'Put away',
  takesTwo: 'This takes two. Whom do you ask to do it with you?',
  alone: 'You can do this alone.',
  whom: 'Whom you ask',
  choose: 'Choose a member',
  ask: (name: string) => `Ask ${name}`,
  askNobody: 'Ask',
  asking: 'Asking…',
  doIt: 'Do it now',
  doing: 'Doing it…',
  back: 'Go back',
  close: 'Close',
  title: (what: string) => `${what.charAt(0).toUpperCase()}${what.slice(1)}?`,
  removeAction: 'Remove, with another member',
  takeRoleAction: 'Take the role from them',
  giveRoleAction: 'Make a moderator, with another member',
  computers: 'Computers',
  computer: (number: number) => `Computer ${number}`,
  thisComputer: 'This computer',
  noComputer: 'None: waiting to come back',
  lost: 'It was lost',
  second: (name: string) =>
    name === ''
      ? 'The words match. In this forum nobody comes in by one alone.'
      : `The words match. In this forum nobody comes in by one alone, so ${name} waits at the door.`,
  waitsFor: (member: string) =>
    `Waiting for ${member} to agree, and then until more than half of you know of it. Keep this computer on; the door stays open meanwhile.`,
  pendingNew: (by: string) =>
    `${by} let somebody new in. It counts once more than half of you know.`,
  pendingReturn: (by: string, name: string) =>
    `${by} want ${name} back on a new computer. It counts once more than half of you know.`,
  known: (count: number, of: number) => `${count} of ${of} know of it so far.`,
  until: 'You can object until then; it then takes half of all members.',
  object: 'Object',
  objecting: 'Objecting…',
  and: ' and ',
} as const
