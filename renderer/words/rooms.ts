/** The words of the frame around every room. */
export const frameWords = {
  rooms: 'Rooms',
  skip: 'Skip to the content',
  home: 'Home',
  agenda: 'Agenda',
  parkingLot: 'Parking lot',
  members: 'Members',
  relay: 'What the relay sees',
  settings: 'Settings',
  lock: 'Lock',
  forum: 'Our forum',
  here: 'Here now',
  error: 'Please look',
  warning: 'Please note',
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
  justNow: 'just now',
  minutesAgo: (minutes: number) => (minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`),
  hoursAgo: (hours: number) => (hours === 1 ? 'an hour ago' : `${hours} hours ago`),
  on: (day: string) => `on ${day}`,
} as const

const countWords = [
  ...['none', 'one', 'two', 'three', 'four', 'five', 'six'],
  ...['seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
]

/** A count in words up to twelve, which is as large as a forum gets. */
export function countWord(count: number): string {
  return countWords[count] ?? String(count)
}

/** How long ago something was, as people say it. */
export function agoWords(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return frameWords.justNow
  if (minutes < 60) return frameWords.minutesAgo(minutes)
  if (minutes < 24 * 60) return frameWords.hoursAgo(Math.floor(minutes / 60))
  const day = new Date(at).toLocaleDateString(undefined, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
  return frameWords.on(day)
}

/** The words of Home. */
export const homeWords = {
  greeting: (name: string) => `Good to see you, ${name}`,
  noMeeting: 'No date yet for the next meeting',
  noMeetingHint: 'Set day and time on the agenda; everybody sees it here.',
  openAgenda: 'Open the agenda',
  onAgenda: 'On the agenda',
  emptyAgenda: 'Nothing yet.',
  parkTitle: 'Park a topic',
  parkHint: 'Press P anywhere. A neutral title is enough.',
  lotTitle: 'Urgent now in the parking lot',
  lotEmpty: 'Nothing urgent.',
  inviteTitle: 'Invite the others',
  inviteHint: 'A forum begins with two. An invitation takes two minutes and a phone call.',
  inviteAction: 'Invite somebody',
  exchangesTitle: 'Last exchanged with',
  exchangedNever: 'not yet',
  connected: 'connected now',
  minutes: (count: number) => `${count} min`,
} as const

/** The words of the agenda. */
export const agendaWords = {
  title: 'Agenda',
  date: 'Day',
  start: 'Begins at',
  startHint: 'As 13:00',
  startWrong: 'Please write the time as 13:00.',
  dateWrong: 'Please write the day as 2026-10-14.',
  planned: 'Minutes set aside',
  from: (start: string, end: string, nextDay: boolean) =>
    `${start} to ${end}${nextDay ? ' the next day' : ''}`,
  total: (total: number) => `${total} minutes planned`,
  totalOf: (total: number, planned: number) => `${total} of ${planned} minutes planned`,
  over: (minutes: number) => `${minutes} minutes over`,
  under: (minutes: number) => `${minutes} minutes free`,
  list: 'Items of the agenda',
  item: 'Item',
  lead: 'Lead',
  leadPlaceholder: 'who leads',
  minutes: 'Minutes',
  bar: (title: string, minutes: number) => `${title}: ${minutes} minutes`,
  untitled: 'Untitled item',
  titlePlaceholder: 'What is it about?',
  add: 'Add an item',
  remove: (title: string) => `Remove ${title}`,
  removed: (title: string) => `Removed “${title}”.`,
  putBack: 'Put it back',
  emptyTitle: 'Nothing on the agenda yet',
  emptyText: 'Add the first item. The times follow by themselves.',
  handle: (name: string) => `Move ${name}`,
  moved: (name: string, position: number, count: number) =>
    `${name} is now ${position} of ${count}`,
  hint: 'Alt and arrows move an item',
} as const

/** The words of the parking lot and of parking a topic. */
export const lotWords = {
  title: 'Parking lot',
  park: 'Park a topic',
  parkSave: 'Park it',
  cancel: 'Cancel',
  close: 'Close',
  topicTitle: 'A neutral title',
  topicTitleHint: 'Others will see it. No names, no figures.',
  owner: 'Whose topic',
  everybody: 'The whole group',
  theme: 'Theme',
  themeHint: 'One word, such as family or people',
  importance: 'Importance',
  urgency: 'Urgency',
  heard: 'Heard',
  low: 'not at all',
  high: 'as much as can be',
  open: (count: number) => (count === 1 ? 'One open topic' : `${count} open topics`),
  yours: (count: number) =>
    count === 0 ? 'none of yours' : count === 1 ? 'one of yours' : `${count} of yours`,
  urgentTitle: 'Urgent now',
  urgentHint: 'Cannot wait a month',
  recurringTitle: 'Important, recurring',
  recurringHint: 'Raised again and again',
  sharedTitle: 'Shared by several of us',
  sharedHint: 'A theme three or more carry',
  none: 'Nothing here.',
  all: 'All topics',
  you: 'You',
  group: 'Everybody',
  heardTimes: (count: number) =>
    count === 0 ? null : count === 1 ? 'heard once' : `heard ${count} times`,
  hearAction: 'I heard this too',
  remove: 'Remove this topic',
  removed: (title: string) => `Removed “${title}”.`,
  putBack: 'Put it back',
  emptyTitle: 'Nothing is parked yet',
  emptyText:
    'Whatever cannot wait for the next meeting to be forgotten goes here. Press P anywhere.',
  ownersOnly: 'Importance and urgency belong to whoever owns the topic.',
  edit: 'Edit',
  editTitle: 'Topic',
  score: (importance: number, urgency: number) => `importance ${importance}, urgency ${urgency}`,
} as const

/** The words of Members and of letting somebody in. */
export const memberWords = {
  title: 'Members',
  you: 'you',
  count: (count: number) => (count === 1 ? 'Only you so far' : `${count} members`),
  invite: 'Invite somebody',
  inviting: 'Making the invitation…',
  listTitle: 'In this forum',
  invitationsTitle: 'Invitations you made',
  good: (until: string) => `good until ${until}`,
  state: { open: 'waiting', used: 'used', expired: 'ended', refused: 'turned down' },
  show: 'Show',
  letIn: 'Let somebody in',
  codeLabel: 'The invitation',
  codeHint:
    'Send it by any way you like; whoever has it can knock, but nobody comes in before you compare six words by voice.',
  copy: 'Copy',
  copied: 'Copied',
  waiting: 'Waiting for a knock. You may close this and come back.',
  compareTitle: (name: string) =>
    name === '' ? 'Somebody has knocked' : `${name} has knocked, or somebody who says so`,
  compareHint:
    'Call the person you invited. They read six words to you; type them here, with spaces between.',
  sixWords: 'The six words you hear',
  letThemIn: 'Let them in',
  lettingIn: 'Letting them in…',
  refuse: 'These are not the words. Turn them away',
  admitting: 'Making new keys and sealing everything anew…',
  admitted: (name: string) => (name === '' ? 'They are in.' : `${name} is in.`),
  failed: 'Nobody came in',
  close: 'Close',
  error: 'Please look',
  sealed: 'Every computer of these members can open what is written from now on.',
  connected: 'connected now',
  exchanged: (when: string) => `exchanged ${when}`,
  notYet: 'not exchanged yet',
} as const

/** The words of What the relay sees. */
export const relayWords = {
  title: 'What the relay sees',
  lead: 'The relay passes sealed parcels on. This is all it holds of your forum, in its own bytes.',
  address: 'Relay',
  mailbox: 'The name it knows you by',
  count: 'Parcels',
  bytes: 'Bytes',
  first: 'First',
  last: 'Last',
  newest: 'The newest parcel, as it lies there',
  newestNone: 'It holds nothing yet.',
  knows:
    'It can also see when you are connected and from which address. It cannot see who you are, what you write, or how many of you there are.',
  refresh: 'Look again',
  looking: 'Asking the relay…',
  error: 'Please look',
  failed: 'The relay could not be asked',
} as const

/** The words of Settings. */
export const settingsWords = {
  title: 'Settings',
  relayTitle: 'Relay',
  relayHint:
    'The relay lets your computers find each other and keeps sealed parcels while somebody is away. Changing it locks the app once.',
  relayAddress: 'Relay address',
  relaySave: 'Use this relay',
  relaySaving: 'Changing…',
  host: 'Run a relay on this computer',
  hostHint:
    'Two people need nothing else. It works while Subrosa is open here; the others use the address below.',
  hostAddress: 'The others reach it at',
  lookTitle: 'Look',
  theme: 'Light or dark',
  themes: { system: 'As the computer', light: 'Light', dark: 'Dark' },
  size: 'Size of text',
  lockTitle: 'Lock',
  lockHint: 'Closes everything on this computer. Your passphrase opens it again.',
  lock: 'Lock now',
  locking: 'Locking…',
  about: (version: string) => `Subrosa ${version}. Not yet examined by anybody outside.`,
  error: 'Please look',
} as const

/** The words of the list of shortcuts. */
export const shortcutWords = {
  title: 'Keys',
  close: 'Close',
  park: 'Park a topic',
  help: 'This list',
  undo: 'Take the last step back',
  redo: 'Do it again',
  lock: 'Lock',
  move: 'Move an item up or down',
  rooms: 'Go to a room',
} as const
