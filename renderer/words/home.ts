import { countWordFirst, upper } from './times.ts'

/** The words of Home. */
export const homeWords = {
  noMeeting: 'No date yet for the next meeting',
  noMeetingHint: 'Set day and time on the agenda; everybody sees it here.',
  howLongAndFar: (long: string | null, far: string) =>
    upper(long === null ? far : `${long} · ${far}`),
  openAgenda: 'Open the agenda',
  oneThing: 'One thing to do',
  onAgenda: 'On the agenda',
  emptyAgenda: 'Nothing yet.',
  moreItems: (count: number) => (count === 1 ? 'and one more item' : `and ${count} more items`),
  parkTitle: 'Park a topic',
  parkHint: 'Press P anywhere. A neutral title is enough.',
  lotTitle: 'Urgent now in the parking lot',
  lotEmpty: 'Nothing urgent.',
  inviteTitle: 'Invite the others',
  inviteHint: 'A forum begins with two. An invitation takes two minutes and a phone call.',
  inviteAction: 'Invite somebody',
  dateTitle: 'Set day and time',
  dateHint: 'The next meeting has no date yet. Put it on the agenda and everybody sees it here.',
  dateAction: 'Set the date',
  buildTitle: 'Build the agenda',
  buildHint: 'It is empty. Add the first item; the times follow by themselves.',
  buildAction: 'Build the agenda',
  weighTitle: (count: number) =>
    count === 1 ? 'Weigh your topic' : `Weigh your ${countWordFirst(count).toLowerCase()} topics`,
  weighHint: (count: number) =>
    count === 1
      ? 'One topic of yours has no importance yet. Only you can say how much it matters.'
      : `${countWordFirst(count)} topics of yours have no importance yet. Only you can say how much they matter.`,
  weighAction: 'Weigh it',
  overTitle: 'Shorten the agenda',
  overHint: (minutes: number) =>
    minutes === 1 ? 'It is a minute over.' : `It is ${minutes} minutes over.`,
  overAction: 'Open the agenda',
  sheetTitle: 'Make a recovery sheet',
  sheetHint:
    'One printed page brings you back when the passphrase is forgotten or this computer is lost. It takes five minutes, and only you can do it.',
  sheetAction: 'Make it in Settings',
  rehearseTitle: 'Rehearse your recovery sheet',
  rehearseHint: 'Type it in once from paper: only then do you know that it would help.',
  rehearseAction: 'Rehearse it in Settings',
  renewTitle: 'Replace your recovery sheet',
  renewHint: 'It would not bring you back as it is. Settings says why.',
  renewAction: 'Replace it in Settings',
  lostTitle: (count: number) =>
    count === 1
      ? 'You are back. Is your lost computer gone for good?'
      : 'You are back. Are your lost computers gone for good?',
  lostText:
    'Until you take it out, whoever has it and can open it reads on. Once out, it keeps what it holds and gets nothing new.',
  lostTakeOut: 'Take it out',
  lostTaking: 'Taking it out…',
  lostKeep: 'It is in my hands',
  lostTone: 'Please decide',
  lostError: 'Please look',
  readTitle: 'Read the agenda',
  readHint: 'Nothing waits for you. The agenda of the next meeting is ready to read.',
  readAction: 'Read it',
  exchangesTitle: 'Last exchanged with',
  exchangedNever: 'not yet',
  connected: 'connected now',
  minutes: (count: number) => `${count} min`,
} as const
