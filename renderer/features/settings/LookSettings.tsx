import { useState } from 'react'
import {
  chooseLook,
  type Look,
  RadioGroup,
  readLook,
  Section,
  Stack,
  textScales,
  themes,
} from '#renderer/ui/index.ts'
import { settingsWords as words } from '#renderer/words/index.ts'

/** Light or dark and the size of text, remembered on this computer. */
export function LookSettings() {
  const [look, setLook] = useState(readLook)
  function choose(change: Partial<Look>): void {
    const next = { ...look, ...change }
    setLook(next)
    chooseLook(next)
  }
  return (
    <Section title={words.lookTitle} hint={words.lookHint} size="m">
      <Stack gap={3}>
        <RadioGroup
          label={words.theme}
          look="buttons"
          options={themes.map((id) => ({ id, label: words.themes[id] }))}
          value={look.theme}
          onChange={(id) => {
            const theme = themes.find((each) => each === id)
            if (theme !== undefined) choose({ theme })
          }}
        />
        <RadioGroup
          label={words.size}
          look="buttons"
          options={textScales.map((each) => ({ id: String(each), label: words.scale(each) }))}
          value={String(look.scale)}
          onChange={(id) => {
            const scale = textScales.find((each) => String(each) === id)
            if (scale !== undefined) choose({ scale })
          }}
        />
      </Stack>
    </Section>
  )
}
