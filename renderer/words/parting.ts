/** What ends and what stays when somebody goes, in two short lists. */
interface Parting {
  readonly ends: readonly string[]
  readonly stays: readonly string[]
}

const removing: Parting = {
  ends: [
    'Their computers can open nothing that is written from now on.',
    'Everybody else gets new keys in the same step.',
  ],
  stays: [
    'They keep what they have read. No app can take that back.',
    'What they wrote before stays with the forum.',
  ],
}

const leaving: Parting = {
  ends: [
    'You can write nothing more here, and open nothing the others write from now on.',
    'The others make new keys as soon as one of them is there.',
  ],
  stays: [
    'What is on this computer stays readable on it.',
    'What you wrote stays with the forum.',
    'To come back you need a new invitation.',
  ],
}

/** The words of a member's card, of removing and of leaving. */
export const partingWords = {
  close: 'Close',
  error: 'Please look',
  moderator: 'Moderator',
  member: 'Member',
  computers: (count: number) => (count === 1 ? 'On one computer' : `On ${count} computers`),
  keysHeld: 'Holds the newest keys',
  keysAwaited: 'Has not taken the newest keys yet',
  about: 'About them',
  role: 'Role',
  reach: 'Where they are in',
  keys: 'Keys',
  makeModerator: 'Make a moderator',
  making: 'Making…',
  layDown: 'Lay down the role',
  layingDown: 'Laying it down…',
  removeAction: 'Remove from the forum',
  leaveAction: 'Leave this forum',
  ends: 'What ends',
  stays: 'What cannot be taken back',
  removeTitle: (name: string) => `Remove ${name}?`,
  remove: 'Remove them',
  removing: 'Removing…',
  removingText: removing,
  leaveTitle: 'Leave this forum?',
  leave: 'Leave',
  leaving: 'Leaving…',
  leavingText: leaving,
  keep: 'Go back',
  endedTitle: {
    removed: 'You are no longer in this forum.',
    left: 'You have left this forum.',
  },
  endedText: 'You can read what is on this computer. What you write is not kept and goes nowhere.',
} as const

/** How far the newest keys have come. */
export const sealingWords = {
  owed: 'New keys are being made. What you write waits here.',
  part: (count: number, of: number) => `Sealed ${count} of ${of}`,
  waitingFor: 'Waiting for their computers to take the newest keys',
  title: 'Keys',
  hint: 'Everything is sealed with keys that all members hold. They change when somebody comes or goes, and whenever you say so.',
  renew: 'Make new keys now',
  renewing: 'Making new keys…',
  renewed: 'New keys are made. Each computer takes them when it is next here.',
} as const
