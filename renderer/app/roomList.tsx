import {
  Eye,
  House,
  Pencil,
  Radio,
  Settings,
  SquareParking,
  TextAlignStart,
  Users,
} from '#renderer/ui/icons.ts'
import { frameWords as words } from '#renderer/words/index.ts'

/** The rooms of an open forum, in the order of the rail and of their keys. */
export const rooms = [
  { id: 'home', href: '/', label: words.home, icon: <House /> },
  { id: 'agenda', href: '/agenda', label: words.agenda, icon: <TextAlignStart /> },
  { id: 'parking-lot', href: '/parking-lot', label: words.parkingLot, icon: <SquareParking /> },
  { id: 'notes', href: '/notes', label: words.notes, icon: <Pencil /> },
  { id: 'members', href: '/members', label: words.members, icon: <Users /> },
  { id: 'who-sees', href: '/who-sees', label: words.whoSees, icon: <Eye /> },
  { id: 'relay', href: '/relay', label: words.relay, icon: <Radio /> },
  { id: 'settings', href: '/settings', label: words.settings, icon: <Settings /> },
] as const

export type Room = (typeof rooms)[number]

/** Home for a path that leads nowhere. */
export function roomAt(path: string): Room {
  return rooms.find((room) => room.href === path) ?? rooms[0]
}
