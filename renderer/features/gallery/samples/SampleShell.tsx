import type { ReactNode } from 'react'
import {
  CalendarDays,
  FileText,
  House,
  Pencil,
  Presentation,
  SquareParking,
  TextAlignStart,
  Users,
} from '#renderer/ui/icons.ts'
import { Rail, Shell } from '#renderer/ui/index.ts'
import { Screen } from '../ScreensShown.tsx'
import type { PartName } from '../Shown.tsx'

const rooms = [
  { id: 'home', href: '?show=home', label: 'Home', icon: <House /> },
  { id: 'agenda', href: '?show=agenda', label: 'Agenda', icon: <TextAlignStart /> },
  { id: 'parking', href: '?show=parking', label: 'Parking lot', icon: <SquareParking /> },
  { id: 'update', href: '?show=update', label: 'My update', icon: <Pencil /> },
  {
    id: 'presentations',
    href: '?show=presentations',
    label: 'Presentations',
    icon: <Presentation />,
  },
  { id: 'charter', href: '?show=charter', label: 'Charter', icon: <FileText /> },
  { id: 'members', href: '?show=members', label: 'Members', icon: <Users /> },
  { id: 'year', href: '?show=year', label: 'The year', icon: <CalendarDays /> },
]

export interface SampleShellProps {
  readonly current: string
  readonly parts: readonly PartName[]
  readonly children: ReactNode
}

export function SampleShell({ current, parts, children }: SampleShellProps) {
  return (
    <Screen parts={['Shell', 'Rail', ...parts]}>
      <Shell
        skipLabel="To the work"
        rail={
          <Rail
            title="Meridian Forum"
            label="Rooms"
            items={rooms}
            current={current}
            footer="Exchanged with 8 of 9 a minute ago"
          />
        }
      >
        {children}
      </Shell>
    </Screen>
  )
}
