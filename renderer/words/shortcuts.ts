/** The words of the list of shortcuts. */
export const shortcutWords = {
  title: 'Keys',
  close: 'Close',
  everywhere: 'Everywhere',
  inLists: 'In the agenda',
  park: 'Park a topic',
  help: 'This list',
  find: 'Find a room, a person, a topic',
  undo: 'Take the last step back',
  redo: 'Do it again',
  lock: 'Lock',
  move: 'Move an item up or down',
  addNext: 'Add the next item, from a title',
  row: 'From a field back to its row',
  rooms: 'Go to a room, counted from the top',
  escape: 'Close what is open',
} as const
