/** The words of "Who can see what". */
export const whoSeesWords = {
  title: 'Who can see what',
  lead: 'By name, as it is now. Nobody else has the keys: no relay, no company, no administrator.',
  sharedTitle: 'In this forum',
  thing: 'What',
  who: 'Who can open it',
  until: 'Until',
  agenda: 'The agenda',
  lot: 'Topics in the parking lot',
  ownNotes: 'Notes, mine alone',
  moderatorNotes: 'Notes of the moderators',
  notesWith: (name: string) => `Notes with ${name}`,
  you: 'You',
  onlyYouAnyComputer: 'Only you',
  untilMine: 'you take it out',
  untilRole: 'it is taken out; with the role the notes go from a computer',
  names: 'Names of members and of the forum',
  rooms: 'Which room you have open',
  local: 'A text you have not finished, your settings',
  untilRemoved: 'it is taken out; those who have read it remember it',
  untilGone: 'it changes; it is never kept',
  untilYou: 'you finish it or throw it away',
  onlyYou: 'Only you, on this computer',
  onlyYouInForum: 'Only you: nobody else is in yet',
  othersTitle: 'Those outside',
  others: [
    {
      who: 'The relay and whoever runs it',
      sees: 'Sealed parcels: how large, when, and from which address. Never a word.',
    },
    {
      who: 'Somebody who was removed or has left',
      sees: 'What they read before. Nothing that was written since.',
    },
    {
      who: 'Somebody who holds an invitation code',
      sees: 'Nothing, until a member has compared six words with them by voice.',
    },
    {
      who: 'Somebody who finds a member’s recovery sheet',
      sees: 'Everything, as that member, once one of the others has Subrosa open. You would see one more computer of theirs. A new sheet ends it.',
    },
    {
      who: 'Somebody new, once let in',
      sees: 'What stands in the agenda and the parking lot on that day, and all that follows.',
    },
    {
      who: 'A thief of this computer, while it is locked',
      sees: 'That Subrosa is used here, and sealed files. The passphrase opens them.',
    },
  ],
} as const
