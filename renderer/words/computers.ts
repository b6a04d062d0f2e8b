/** The words of letting in a computer of somebody who is a member already. */
export const computerWords = {
  making: 'Making the code…',
  add: {
    action: 'Add another computer',
    title: (_name: string) => 'Add another computer',
    steps: ['The code', 'Six words', 'In'],
    codeLabel: 'The code for your other computer',
    codeHint:
      'On your other computer open Subrosa, choose “Add this computer” and type this code. It is for you alone, and good for an hour.',
    waiting: 'Waiting for the other computer. You may close this and come back.',
    compare: {
      title: (_name: string) => 'Your other computer shows six words',
      hint: 'Look at it and type them here, with spaces between. If it is not in front of you, turn it away.',
      field: 'The six words on the other computer',
      letIn: 'These are the words',
      lettingIn: 'One moment…',
      refuse: 'These are not the words. Turn it away',
    },
    agreeing: 'The words are right. Now say yes on the other computer…',
    changedMind: 'I do not want this. Turn it away',
    admitting: 'Making new keys and sealing everything anew…',
    done: 'Done',
    admitted: (_name: string) => 'Your other computer is in.',
    admittedHint: 'What is written in the forum is on its way to it.',
  },
  return: {
    action: (name: string) => `Let ${name} come back with a new computer`,
    title: (name: string) => `Let ${name} come back`,
    steps: ['The code', 'Six words', 'The others'],
    codeLabel: 'The code to read out',
    codeHint:
      'Call them and read this code out. On the new computer they choose “Come back to a forum”. It is good for an hour.',
    waiting: 'Waiting for a knock. You may close this and come back.',
    compare: {
      title: (name: string) => `Somebody has knocked who says that they are ${name}`,
      hint: 'They read six words to you; type them here, with spaces between. Go on only if you know the voice.',
      field: 'The six words you hear',
      letIn: 'I know the voice, and these are the words',
      lettingIn: 'One moment…',
      refuse: 'These are not the words. Turn them away',
    },
    agreeing: 'The words are right. Now they say yes on their screen…',
    changedMind: 'It is not them after all. Turn them away',
    admitting: 'One moment…',
    second: (name: string) =>
      `The words match. ${name} comes back when a second member agrees, who should also have spoken with them.`,
    waitsFor: (member: string) =>
      `Waiting for ${member} to agree. You may close this; it goes on by itself.`,
    done: 'Done',
    admitted: (name: string) => `Two of you let ${name} come back.`,
    admittedHint:
      'They are in as soon as more than half of the members have heard of it, unless somebody objects.',
  },
} as const
