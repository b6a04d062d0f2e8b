import { countWord, countWordFirst } from './times.ts'

/** The words of the parking lot and of parking a topic. */
export const lotWords = {
  title: 'Parking lot',
  park: 'Park a topic',
  parkSave: 'Park it',
  parked: (title: string) => `Parked “${title}”.`,
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
  open: (count: number) =>
    count === 0
      ? 'No open topics'
      : count === 1
        ? 'One open topic'
        : `${countWordFirst(count)} open topics`,
  yours: (count: number) => (count === 0 ? 'none of yours' : `${countWord(count)} of yours`),
  urgentTitle: 'Urgent now',
  urgentHint: 'Cannot wait a month',
  recurringTitle: 'Important, recurring',
  recurringHint: 'Raised again and again',
  sharedTitle: 'Shared by several of us',
  sharedHint: 'A theme three or more carry',
  none: 'Nothing here.',
  pictureTitle: 'Importance and urgency',
  pictureLabel: 'Topics by importance and urgency. Arrow keys go from topic to topic, Enter opens.',
  important: 'important',
  urgent: 'urgent',
  described: (title: string, owner: string, importance: number, urgency: number) =>
    `${title}, ${owner}, importance ${importance}, urgency ${urgency}`,
  unweighed: (count: number) =>
    count === 1
      ? 'One topic has not been weighed yet and is not in the picture.'
      : `${countWordFirst(count)} topics have not been weighed yet and are not in the picture.`,
  nothingWeighed: 'Nothing has been weighed yet. Open a topic and say how important it is.',
  openTopic: 'Open it',
  topic: 'Topic',
  all: 'All topics',
  you: 'You',
  group: 'Everybody',
  heardTimes: (count: number) =>
    count === 0
      ? null
      : count < 3
        ? `heard ${count === 1 ? 'once' : 'twice'}`
        : `heard ${count} times`,
  hearAction: 'I heard this too',
  heardThanks: 'Noted that you heard it.',
  remove: 'Remove this topic',
  removed: (title: string) => `Removed “${title}”.`,
  putBack: 'Put it back',
  removedTitle: 'Removed topics',
  emptyTitle: 'Nothing is parked yet',
  emptyText:
    'Whatever must not be forgotten until the next meeting goes here. Press P anywhere; a neutral title is enough.',
  ownersOnly: 'Importance and urgency belong to whoever owns the topic.',
  edit: 'Edit',
  editTitle: 'Topic',
  done: 'Done',
} as const
