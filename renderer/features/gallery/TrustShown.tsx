import { Initials, Inline, Presence, Seal, Stack } from '#renderer/ui/index.ts'
import { names, people } from './example.ts'
import { Shown } from './Shown.tsx'

export function TrustShown() {
  const here = people.slice(0, 3).map(({ id, label }) => ({ id, name: label }))
  return (
    <Shown title="Seals and presence" parts={['Seal', 'Presence', 'Initials']}>
      <Stack>
        <Inline gap={4}>
          <Seal names={names} namesLabel="Can open it" until="Until 14 November">
            Sealed to the ten of you
          </Seal>
          <Seal names={['Ruth Abrams', 'You']} namesLabel="Can open it">
            Only you and Ruth
          </Seal>
          <Seal kind="local">On this computer only</Seal>
          <Seal kind="waiting">Not yet sealed to Callum</Seal>
        </Inline>
        <Inline gap={4}>
          <Presence people={here} label="Here now" />
          <Presence
            people={[{ id: 'ruth', name: 'Ruth Abrams', note: 'in this text' }]}
            label="Writing here"
          />
          <Inline gap={1}>
            <Initials name="Ingrid Solberg" />
            <Initials name="Ólafur" />
            <Initials name="王 小明" tone="moss" />
            <Initials name="प्रिया रमन" />
          </Inline>
        </Inline>
      </Stack>
    </Shown>
  )
}
