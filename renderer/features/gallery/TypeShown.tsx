import { Clock, Figure, Heading, Inline, KeyHint, Link, Stack, Text } from '#renderer/ui/index.ts'
import styles from './Gallery.module.css'
import { Shown } from './Shown.tsx'

const colours = [
  'paper',
  'card',
  'wash',
  'rule',
  'edge',
  'ink',
  'soft',
  'rose',
  'moss',
  'amber',
] as const

export function TypeShown() {
  return (
    <Shown title="Letters and colours" parts={['Heading', 'Text', 'Clock', 'Figure', 'KeyHint']}>
      <Stack>
        <Heading level={3} size="xl">
          Wednesday 14 October, 13:00
        </Heading>
        <Heading level={3} size="l">
          Write your update
        </Heading>
        <Heading level={3} size="m">
          Important, recurring
        </Heading>
        <Heading level={3} size="s">
          Which of my children, if any, succeeds me
        </Heading>
        <Text size="l">A line at arm’s length: four minutes, spoken from.</Text>
        <Text>
          The text of every screen. It stays on this computer; nobody receives it. A line is at most
          seventy letters long, so that the eye finds the next one.
        </Text>
        <Text tone="soft" size="s">
          Quiet words beside it, and a <Link href="#letters">link that says where it goes</Link>.
        </Text>
        <Inline gap={3}>
          <Text tone="moss" as="span">
            Confirmed on Tuesday
          </Text>
          <Text tone="amber" as="span">
            Look here: three minutes over
          </Text>
          <Clock>13:05</Clock>
          <Clock tone="ink" size="m">
            240
          </Clock>
          <KeyHint keys="Alt+ArrowUp">moves an item</KeyHint>
          <KeyHint keys="P" />
        </Inline>
        <Inline gap={4}>
          <Figure label="Importance" value={7} />
          <Figure label="Urgency" value={9} />
          <Figure label="Heard" value={3} />
        </Inline>
      </Stack>
      <div className={styles.swatches}>
        {colours.map((colour) => (
          <div key={colour} className={styles.swatch}>
            <span className={`${styles.chip} ${styles[colour]}`} />
            <Text as="span" size="s">
              {colour}
            </Text>
          </div>
        ))}
      </div>
    </Shown>
  )
}
