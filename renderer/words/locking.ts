import { wordsLocale } from './times.ts'

/** A day with its year, for paper: "24 November 2026". */
const dayOf = (at: number) =>
  new Date(at).toLocaleDateString(wordsLocale, { day: 'numeric', month: 'long', year: 'numeric' })

/** The words of "Locking and recovery" in Settings, and of what it prints. */
export const lockingWords = {
  title: 'Locking and recovery',
  hint: 'How this computer is opened, and what helps when the passphrase is forgotten.',
  error: 'Please look',
  done: 'Done',
  close: 'Close',
  cancel: 'Cancel',

  passphrase: 'Passphrase',
  passphraseHint: 'Your passphrase opens everything on this computer, and nobody can reset it.',
  change: 'Change passphrase',
  changeTitle: 'Change the passphrase',
  changeText:
    'The old passphrase opens nothing from then on, except older copies of the file with your keys, and these hold nothing new.',
  current: 'Current passphrase',
  next: 'New passphrase',
  nextHint: 'At least 12 characters: four or five unrelated words work well.',
  repeat: 'The new passphrase again',
  repeatWrong: 'The two passphrases differ. Please type them once more.',
  changing: 'Changing. This takes a few seconds…',
  changed: 'The passphrase is changed.',

  keychain: 'Open with this computer’s keychain',
  keychainHint:
    'Subrosa opens by itself once you have logged in to this computer. So does it for anybody who can use your account here; lock your screen when you leave. Your passphrase still works.',
  keychainInHigh: 'In High mode the keychain is always needed, together with the passphrase.',

  high: 'High mode',
  highHint:
    'Opening then needs the passphrase and this computer’s keychain, both. There is no recovery key.',
  highOnTitle: 'Turn on High mode',
  highOnText:
    'For people who fear that somebody takes a copy of this computer’s disk and learns the passphrase.',
  highOnPoints: [
    'From then on Subrosa opens with your passphrase and this computer’s keychain together, and with nothing else.',
    'A copy of your files opens on no other computer, whoever knows the passphrase.',
    'Your recovery key ends. If you forget the passphrase, or this computer’s keychain is lost, nothing opens your forum here any more. Only a new invitation from the others brings you back.',
  ],
  highOn: 'Turn on High mode',
  highOffTitle: 'Turn off High mode',
  highOffText:
    'From then on your passphrase alone opens this computer. You can make a recovery key again.',
  highOff: 'Turn off High mode',
  highTurning: 'Changing. This takes a few seconds…',
  highIsOn: 'High mode is on.',
  highIsOff: 'High mode is off.',

  recovery: 'Recovery key',
  recoveryHint:
    'Eight groups of letters and figures on paper. They open this computer when the passphrase is forgotten.',
  recoveryNone: 'There is none yet.',
  recoveryWaiting:
    'Not yet rehearsed. It counts once you have typed it in from your paper: only then do you know that it would help.',
  recoveryDone: (at: number) => `Rehearsed on ${dayOf(at)}.`,
  recoveryHigh: 'There is none in High mode.',
  recoveryMake: 'Make a recovery key',
  recoveryRehearse: 'Rehearse it now',
  recoveryReplace: 'Replace it',

  steps: 'The way to a recovery key',
  stepMake: 'Make',
  stepPaper: 'On paper',
  stepRehearse: 'Rehearse',
  makeTitle: 'A recovery key',
  makeText:
    'It is shown once, to be printed or written down, and kept nowhere else. Whoever holds the paper and this computer can open everything on it. Keep it where you keep your passport, not beside the computer.',
  makeEnds: 'The recovery key you have now ends with this. Destroy its paper afterwards.',
  making: 'Making…',
  paperTitle: 'Bring it to paper',
  paperText:
    'When you close this, it cannot be shown again. Please do not photograph it: photographs travel.',
  keyLabel: 'Your recovery key',
  print: 'Print it',
  written: 'It is on paper',
  rehearseTitle: 'Type it in from your paper',
  rehearseText: 'This opens nothing and changes nothing. It shows that the paper would help.',
  typed: 'Recovery key',
  typedHint: (count: number) =>
    count === 0
      ? 'Capitals, spaces and hyphens do not matter.'
      : `${count} of 40 letters and figures.`,
  check: 'Check it',
  checking: 'Checking…',
  rehearsed: 'It works.',
  rehearsedText:
    'This paper opens your computer when the passphrase is forgotten. Put it away now.',

  sheetTitle: 'Subrosa recovery key',
  sheetMade: (at: number) => `Made on ${dayOf(at)}. A key that was made later ends this one.`,
  sheetUse: 'What it is for',
  sheetUseText:
    'It opens Subrosa on your own computer when the passphrase is forgotten. At the door choose “I have lost my passphrase”, type the eight groups, and choose a new passphrase.',
  sheetKeep: 'How to keep it',
  sheetKeepText:
    'Whoever holds this paper and your computer can read everything in it. Keep it where you keep your passport. Do not photograph or copy it.',
  sheetLetters:
    'There is no letter I, L, O or U in it: what looks like one is the figure 1, 0 or the letter V.',
} as const
