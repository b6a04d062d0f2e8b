import { countWord } from './times.ts'

/** The words of the frame around every room. */
export const frameWords = {
  rooms: 'Rooms',
  skip: 'Skip to the content',
  home: 'Home',
  agenda: 'Agenda',
  parkingLot: 'Parking lot',
  notes: 'Notes',
  members: 'Members',
  whoSees: 'Who can see what',
  relay: 'What the relay sees',
  settings: 'Settings',
  lock: 'Lock',
  forum: 'Our forum',
  here: 'Here now',
  inText: 'In this text now',
  error: 'Please look',
  warning: 'Please note',
  messages: 'Messages',
  closeMessage: 'Close this message',
  somebody: 'Somebody',
  wrongKeysTitle: (name: string) =>
    `${name}’s computer made new keys that do not open for everybody`,
  wrongKeys:
    'The others hand the right ones over. A fault can do this, and so can somebody who wants to leave a person out: please talk to each other.',
  damageTitle: 'Part of what is stored here is damaged',
  exchangedNever: 'Not exchanged with anyone yet',
  alone: 'Nobody else is in this forum yet',
  exchanged: (count: number, of: number, when: string) =>
    `Exchanged with ${count} of ${of} ${when}`,
  connectedNow: (count: number, of: number) => `Connected to ${count} of ${of} now`,
  relayUnreachable: 'The relay does not answer',
  relayMalformed: 'That address is not a relay',
  waiting: (count: number) =>
    count === 1 ? 'One change waits to be sent' : `${count} changes wait to be sent`,
  sealedTo: (count: number) =>
    count === 1
      ? 'Sealed to you alone'
      : count === 2
        ? 'Sealed to the two of you'
        : `Sealed to the ${countWord(count)} of you`,
  sealedNames: 'These can open it',
} as const

/** The words of the finder. */
export const finderWords = {
  label: 'Find a room, a person, a topic',
  placeholder: 'Type part of a name',
  empty: 'Nothing fits. Try fewer letters.',
  room: 'room',
  person: 'person',
  topic: 'topic',
} as const
