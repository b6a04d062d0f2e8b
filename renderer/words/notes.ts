import { listWords } from './lists.ts'

/** The words of the notes. */
export const notesWords = {
  title: 'Notes',
  whose: 'Whose notes',
  self: 'Mine alone',
  moderators: 'Moderators',
  withOne: (name: string) => `With ${name}`,
  withGone: (name: string) => `With ${name}, who has gone`,
  text: 'Text',
  onlyYou: 'Only you can open it',
  only: (names: readonly string[]) => `Only ${listWords(names)} can open it`,
  gone: (name: string) => `${name} has gone. What you two wrote can be read, and not changed.`,
  ended: 'Your own notes can be read, and not changed.',
  opening: 'Opening',
} as const
