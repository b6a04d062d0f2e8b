export { openSharedDocument } from './sharedDocument.ts'
export { agendaOf } from './agendaDocument.ts'
export { notesOf } from './notesDocument.ts'
export { parkingLotOf } from './parkingLotDocument.ts'
export { peopleOf } from './peopleDocument.ts'
export { updateLimit } from './parseUpdate.ts'
export { type TextMark, textMarkSchema } from './textMark.ts'
export type {
  AgendaDocument,
  AgendaView,
  DocumentStatus,
  NotesDocument,
  NotesView,
  ParkingLotDocument,
  ParkingLotView,
  PeopleDocument,
  MarkedTitles,
  Place,
  Readable,
  SharedDocument,
  SharedDocumentOptions,
} from './types.ts'
