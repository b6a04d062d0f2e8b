export { openSharedDocument } from './sharedDocument.ts'
export { agendaOf } from './agendaDocument.ts'
export { parkingLotOf } from './parkingLotDocument.ts'
export { peopleOf } from './peopleDocument.ts'
export { updateLimit } from './parseUpdate.ts'
export type {
  AgendaDocument,
  AgendaView,
  DocumentStatus,
  ParkingLotDocument,
  ParkingLotView,
  PeopleDocument,
  Place,
  Readable,
  SharedDocument,
  SharedDocumentOptions,
} from './types.ts'
