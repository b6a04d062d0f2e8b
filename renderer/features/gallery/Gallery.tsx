import { useEffect, useState } from 'react'
import {
  Heading,
  Inline,
  RadioGroup,
  setTextScale,
  setTheme,
  Stack,
  Text,
  type TextScale,
  type Theme,
} from '#renderer/ui/index.ts'
import { ActionsShown } from './ActionsShown.tsx'
import { ChoicesShown } from './ChoicesShown.tsx'
import { FeedbackShown } from './FeedbackShown.tsx'
import { FieldsShown } from './FieldsShown.tsx'
import { FloatingShown } from './FloatingShown.tsx'
import { FocusShown } from './FocusShown.tsx'
import styles from './Gallery.module.css'
import { LayoutShown } from './LayoutShown.tsx'
import { ListsShown } from './ListsShown.tsx'
import { PicturesShown } from './PicturesShown.tsx'
import { AgendaSample } from './samples/AgendaSample.tsx'
import { DoorSample } from './samples/DoorSample.tsx'
import { HomeSample } from './samples/HomeSample.tsx'
import { ScreensShown } from './ScreensShown.tsx'
import { TablesShown } from './TablesShown.tsx'
import { TextFieldsShown } from './TextFieldsShown.tsx'
import { TrustShown } from './TrustShown.tsx'
import { TypeShown } from './TypeShown.tsx'

const themes: readonly { readonly id: Theme; readonly label: string }[] = [
  { id: 'system', label: 'As the computer' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
]
const scales: readonly TextScale[] = [100, 125, 150, 200]

/**
 * Every part of `ui` in every state. `?theme=dark&scale=200` chooses the look, `?show=home`, `agenda` or
 * `door` puts the parts together as a screen, so that each can be looked at and compared as a picture.
 */
export function Gallery() {
  const [asked] = useState(() => new URLSearchParams(window.location.search))
  const [theme, chooseTheme] = useState(
    () => themes.find(({ id }) => id === asked.get('theme'))?.id ?? 'system',
  )
  const [scale, chooseScale] = useState(
    () => scales.find((one) => String(one) === asked.get('scale')) ?? 100,
  )
  useEffect(() => setTheme(theme), [theme])
  useEffect(() => setTextScale(scale), [scale])

  const show = asked.get('show')
  if (show === 'agenda') return <AgendaSample />
  if (show === 'home') return <HomeSample />
  if (show === 'door') return <DoorSample />
  return (
    <main className={styles.page}>
      <header>
        <Heading level={1}>Parts</Heading>
        <Text tone="soft">Everything screens are made of, in every state.</Text>
      </header>
      <Inline gap={4} align="start">
        <RadioGroup
          label="Theme"
          look="buttons"
          options={themes}
          value={theme}
          onChange={(id) => chooseTheme(themes.find((one) => one.id === id)?.id ?? 'system')}
        />
        <RadioGroup
          label="Text size"
          look="buttons"
          options={scales.map((one) => ({ id: String(one), label: `${one}%` }))}
          value={String(scale)}
          onChange={(id) => chooseScale(scales.find((one) => String(one) === id) ?? 100)}
        />
      </Inline>
      <Stack gap={6}>
        <TypeShown />
        <ActionsShown />
        <TextFieldsShown />
        <FieldsShown />
        <ChoicesShown />
        <FocusShown />
        <ListsShown />
        <TablesShown />
        <PicturesShown />
        <TrustShown />
        <FeedbackShown />
        <FloatingShown />
        <LayoutShown />
        <ScreensShown />
      </Stack>
    </main>
  )
}
