/** The words around return codes: for a computer that no longer hears from the others. */
export const lostTouchWords = {
  title: 'Lost touch?',
  hint: 'If this computer was asleep for long, or the others moved to another relay, it may no longer find them. Call a member: they can give you a return code.',
  code: 'Return code',
  use: 'Find the others again',
  using: 'Looking…',
  found: 'What this computer missed is here. It goes on with the others now.',
  elsewhere: 'This code leads to another relay.',
  elsewhereText: (relay: string) =>
    `It is ${relay}. Subrosa can change to it and locks once for that. Then type the code again.`,
  change: 'Use that relay',
  changing: 'Changing…',

  give: 'They have lost touch',
  giveOwn: 'My other computer has lost touch',
  giveTitle: (name: string) => `A return code for ${name}`,
  giveOwnTitle: 'A return code for your other computer',
  giveText:
    'It leads a computer back that no longer hears from the others. Only that computer can open what lies behind it.',
  which: 'Which computer',
  computer: (number: number) => `Computer ${number}, in the order in which they came`,
  make: 'Make the code',
  making: 'Making…',
  codeHint: 'Read it out or send it. On that computer it goes into Settings, under “Lost touch?”.',
  close: 'Close',
  error: 'Please look',
  done: 'Done',
} as const
