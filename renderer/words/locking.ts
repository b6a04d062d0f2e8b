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
    'Opening then needs the passphrase and this computer’s keychain, both. There is no recovery sheet.',
  highOnTitle: 'Turn on High mode',
  highOnText:
    'For people who fear that somebody takes a copy of this computer’s disk and learns the passphrase.',
  highOnPoints: [
    'From then on Subrosa opens with your passphrase and this computer’s keychain together, and with nothing else.',
    'A copy of your files opens on no other computer, whoever knows the passphrase.',
    'Your recovery sheet ends. If you forget the passphrase, or this computer’s keychain is lost, nothing opens your forum here any more. Only a new invitation from the others brings you back.',
  ],
  highOn: 'Turn on High mode',
  highOffTitle: 'Turn off High mode',
  highOffText:
    'From then on your passphrase alone opens this computer. You can make a recovery sheet again.',
  highOff: 'Turn off High mode',
  highTurning: 'Changing. This takes a few seconds…',
  highIsOn: 'High mode is on.',
  highIsOff: 'High mode is off.',

  recovery: 'Recovery sheet',
  recoveryHint:
    'One page of paper. It opens this computer when the passphrase is forgotten, and brings you back into the forum on a new one when this one is lost.',
  recoveryNone: 'There is none yet.',
  recoveryStanding: {
    waiting:
      'Not yet rehearsed. It counts once you have typed it in from your paper: only then do you know that it would help.',
    'key-only':
      'Your paper opens this computer, and does not yet bring you back on another one. Replace it: the new sheet does both.',
    replaced:
      'You have printed a newer sheet on another computer of yours. This one opens only this computer. Replace it if the newer paper is not at hand.',
    outdated:
      'The relay has another address than the one on your sheet, so it would not bring you back on a new computer. Replace it.',
  },
  recoveryDone: (at: number) => `Rehearsed on ${dayOf(at)}.`,
  recoveryHigh: 'There is none in High mode.',
  recoveryMake: 'Make a recovery sheet',
  recoveryRehearse: 'Rehearse it now',
  recoveryReplace: 'Replace it',

  steps: 'The way to a recovery sheet',
  stepMake: 'Make',
  stepPaper: 'On paper',
  stepRehearse: 'Rehearse',
  makeTitle: 'A recovery sheet',
  makeText:
    'It is shown once, to be printed or written down, and kept nowhere else. Whoever holds the paper can open this computer with it, and can come into your forum as you. Keep it where you keep your passport, not beside the computer.',
  makeEnds: 'The sheet you have now ends with this. Destroy it afterwards.',
  making: 'Making…',
  paperTitle: 'Bring it to paper',
  paperText:
    'When you close this, it cannot be shown again. Please do not photograph it: photographs travel.',
  keyLabel: 'Your recovery key',
  wayLabel: 'The way to your forum',
  print: 'Print it',
  written: 'It is on paper',
  rehearseTitle: 'Type it in from your paper',
  rehearseText: 'This opens nothing and changes nothing. It shows that the paper would help.',
  typed: 'Both parts of the sheet',
  typedHint: (count: number) =>
    count === 0
      ? 'Capitals, spaces and hyphens do not matter.'
      : `${count} letters and figures so far; the recovery key alone has 40.`,
  check: 'Check it',
  checking: 'Checking…',
  rehearsed: 'It works.',
  rehearsedText:
    'This paper opens your computer, and brings you back into the forum on a new one. Put it away now.',

  sheetTitle: 'Subrosa recovery sheet',
  sheetMade: (at: number) => `Made on ${dayOf(at)}. A sheet that was made later ends this one.`,
  sheetUse: 'What it is for',
  sheetUseText:
    'Passphrase forgotten: at the door of Subrosa choose “I have lost my passphrase” and type the recovery key. Computer lost: install Subrosa on a new one, choose “I have my printed sheet”, and type both parts. As soon as one of the others has Subrosa open, you are back.',
  sheetKeep: 'How to keep it',
  sheetKeepText:
    'Whoever holds this paper can come into your forum as you, and can open your computer. Keep it where you keep your passport. Do not photograph or copy it. If it is lost or seen, make a new one in Settings at once.',
  sheetLetters:
    'There is no letter I, L, O or U in it: what looks like one is the figure 1, 0 or the letter V.',
} as const
