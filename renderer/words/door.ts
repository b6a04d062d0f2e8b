/** What a computer that comes in is told. */
interface Becoming {
  readonly memberName: string
  readonly forumName: string
  readonly place: number
}

const nth: Readonly<Record<number, string>> = { 1: 'first', 2: 'second', 3: 'third' }

const code = 'Paste the invitation here'

/** The words of the door: founding, joining, unlocking. */
export const doorWords = {
  starting: 'One moment…',
  blockedTitle: 'Subrosa cannot open here',
  retry: 'Try again',
  welcome: 'Subrosa',
  promise:
    'The private room of your forum. What you write is sealed on this computer; only the members of your forum can read it.',
  startTitle: 'Start a forum',
  startHint: 'You are the first. Then you invite the others.',
  startAction: 'Start a forum',
  joinTitle: 'Join a forum',
  joinHint: 'Somebody gave you an invitation.',
  joinAction: 'I have an invitation',
  sheetChoiceHint: 'Your computer is lost or broken, and you have your recovery sheet.',
  sheetChoice: 'I have my printed sheet',
  sheetSteps: 'The way back',
  sheetStepType: 'Sheet',
  sheetStepPassphrase: 'Passphrase',
  sheetStepWait: 'Others',
  sheetTitle: 'Come back with your printed sheet',
  sheetText:
    'Type both parts of the sheet: the recovery key, and below it the way to your forum. Then you choose a passphrase for this computer, and one of the others’ computers lets you in by itself.',
  sheetField: 'Both parts of the sheet',
  sheetFieldHint: 'Capitals, spaces, hyphens and line breaks do not matter.',
  sheetNext: 'Continue',
  sheetChecking: 'Checking…',
  sheetPassphraseTitle: 'A passphrase for this computer',
  sheetKnock: 'Ask to come back',
  sheetWaitTitle: 'Coming back',
  sheetWaiting:
    'This computer has asked. As soon as Subrosa is open on the computer of any of the others, it lets you in. You can leave this open and call one of them.',
  sheetAnswered: 'Somebody’s computer has answered. One moment…',
  sheetGiveUp: 'Stop',
  back: 'Back',
  giveUp: 'Stop joining',
  forumName: 'Name of the forum',
  forumNameHint: 'Only the members see it.',
  myName: 'Your name',
  myNameHint: 'As the others know you.',
  passphrase: 'Passphrase for this computer',
  passphraseHint:
    'It opens everything on this computer, and nobody can reset it. At least 12 characters: four or five unrelated words work well. Keep a copy where you keep your passport.',
  data: 'What you write lies on the members’ own computers, sealed. There is no account.',
  repeat: 'The same passphrase again',
  repeatWrong: 'The two passphrases differ. Please type them once more.',
  found: 'Start the forum',
  founding: 'Making the keys. This takes a few seconds…',
  code,
  codeNext: 'Continue',
  typeCode: {
    join: {
      title: 'Your invitation',
      label: code,
      hint: 'Capitals, spaces and line breaks do not matter.',
    },
    add: {
      title: 'The code from your other computer',
      label: 'Type or paste the code here',
      hint: 'On the computer you have: Members, your own name, “Add another computer”. Capitals, spaces and line breaks do not matter.',
    },
    return: {
      title: 'The code that a member reads to you',
      label: 'Type the code here',
      hint: 'Call a member of your forum. In Members, on your name, they choose to let you come back. Capitals, spaces and line breaks do not matter.',
    },
  },
  addHint: 'You are in a forum on another computer.',
  addAction: 'Add this computer',
  backHint: 'You were in a forum, and your computers are lost.',
  backAction: 'Come back to a forum',
  backTitle: 'Come back to a forum',
  backText: 'What is written in the forum comes back from the others.',
  backByTwoHint: 'Two members know your voice and agree that it is you.',
  backByTwo: 'Two members let me in',
  ownPassphraseTitle: 'A passphrase for this computer',
  ownPassphraseText: 'It belongs to this computer alone, and may differ from your other ones.',
  join: 'Knock',
  steps: 'The way in',
  stepsOf: {
    join: ['Invitation', 'You', 'Six words', 'In'],
    add: ['Code', 'Passphrase', 'Six words', 'In'],
    return: ['Code', 'Passphrase', 'Six words', 'The others', 'In'],
  },
  joiningTitle: 'Coming in',
  connecting: 'Calling the relay…',
  waiting:
    'You have knocked. As soon as Subrosa is open on the computer of the person who invited you, six words appear here. Call them now.',
  wordsTitleOf: {
    join: 'Read these six words aloud',
    add: 'Type these six words on your other computer',
    return: 'Read these six words aloud',
  },
  wordsHint:
    'Call the person who invited you and read these to them. They type what they hear; that is how both of you know that nobody stands in between.',
  wordsWait: 'Waiting for them to type the words…',
  wordsHintOf: {
    add: 'Your other computer asks for these words. Read them here and type them there; that is how both know that nothing stands in between.',
    return:
      'Read these to the member who gave you the code. They type what they hear; that is how both of you know that nobody stands in between.',
  },
  waitingOf: {
    add: 'As soon as Subrosa is open on your other computer, six words appear here.',
    return:
      'As soon as Subrosa is open on the computer of the member who gave you the code, six words appear here. Stay on the phone.',
  },
  wordsWaitOf: {
    add: 'Waiting for the words to be typed on the other computer…',
    return: 'Waiting for them to type the words…',
  },
  becomes: {
    add: ({ memberName, forumName, place }: Becoming) =>
      `This computer becomes ${memberName}’s ${nth[place] ?? 'next'} computer in ${forumName}`,
    return: ({ memberName, forumName }: Becoming) =>
      `With this computer ${memberName} comes back to ${forumName}`,
  },
  becomesHint: {
    add: 'Go on if that is right, and if the other computer said that the six words were right.',
    return:
      'Go on if that is you, and if the member on the phone said that the six words were right.',
  },
  becomesYes: 'Yes, go on',
  settlingTitle: { add: 'Coming in', return: 'Waiting for the others' },
  settling: {
    add: 'Waiting for the other computer…',
    return: 'Waiting until more than half of the members have heard of it…',
  },
  settlingHint: {
    add: 'Leave Subrosa open on both. If you close it here, it goes on when you open it again.',
    return:
      'A second member has to agree first; then everybody hears of it and may say no. That can take a day or two. You may close Subrosa and look in again.',
  },
  startOver: 'Give up and start over',
  confirmTitle: 'Did they say that the words matched?',
  guestTitle: 'You come in as a guest of one meeting',
  guestHint:
    'You see what the members share with you for this meeting, and nothing else of the forum. Go in when you heard from a voice you know that the words matched.',
  confirmHint: 'Only go in when you heard it from a voice you know.',
  confirmYes: 'Yes, they matched',
  confirmNo: 'No, stop here',
  entering: 'Opening…',
  nameEmpty: 'Please type your name; one letter is enough.',
  forumNameEmpty: 'Please give the forum a name.',
  nameTooLong: 'That is longer than 80 letters. Please shorten it.',
  joinFailed: 'You are not in yet',
  again: 'Start again',
  unlockTitle: 'Welcome back',
  unlock: 'Open',
  unlocking: 'Opening. This takes a few seconds…',
  unlockHint: 'Your forum is locked on this computer.',
  unlockHighHint:
    'Your forum is locked on this computer. In High mode your passphrase and this computer’s keychain open it together.',
  keychainOpening: 'Opening with this computer’s keychain…',
  keychainUse: 'Open with this computer’s keychain',
  passphraseUse: 'Use the passphrase instead',
  lost: 'I have lost my passphrase',
  lostTitle: 'Your recovery key',
  lostText:
    'Take the paper with your recovery key and type its eight groups. Then you choose a new passphrase. Nothing on this computer is lost.',
  lostNone: 'There is no recovery key for this computer',
  lostNoneText:
    'None was made, so nothing but the passphrase opens what is here. Try the passphrases you use elsewhere; you may try as often as you like. Otherwise ask one of the others for a new invitation: what is written in the forum comes back from them.',
  lostNoneHighText:
    'In High mode there is none: nothing but your passphrase and this computer’s keychain opens what is here. You may try as often as you like. Otherwise ask one of the others for a new invitation: what is written in the forum comes back from them.',
  lostKey: 'Recovery key',
  lostKeyHint: (count: number) =>
    count === 0
      ? 'Capitals, spaces and hyphens do not matter.'
      : `${count} of 40 letters and figures.`,
  lostNext: 'Continue',
  lostChecking: 'Checking…',
  newTitle: 'A new passphrase',
  newText: 'The old one opens nothing from now on. Your recovery key stays as it is.',
  newOpen: 'Open with the new passphrase',
  error: 'Please look',
  skip: 'Skip to the content',
} as const
