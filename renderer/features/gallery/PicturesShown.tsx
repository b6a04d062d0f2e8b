import { useState } from 'react'
import { Heading, MinutesStrip, PointsPicture, Stack, Text, Thirds } from '#renderer/ui/index.ts'
import { agenda, topics } from './example.ts'
import styles from './Gallery.module.css'
import { Shown } from './Shown.tsx'

const short = agenda.slice(0, 5)

export function PicturesShown() {
  const [looked, setLooked] = useState<string | null>(null)
  const topic = topics.find(({ id }) => id === looked)
  const sides = { xLabel: 'urgent', yLabel: 'important', onLook: setLooked, onOpen: setLooked }
  return (
    <Shown title="Pictures" parts={['PointsPicture', 'MinutesStrip']}>
      <div className={styles.pictures}>
        <Stack gap={1}>
          <Heading level={3} size="s">
            Points, two at one place, one’s own filled
          </Heading>
          <PointsPicture
            label="Importance and urgency"
            {...sides}
            looked={looked}
            points={topics.map(({ id, title, owner, x, y }, at) => ({
              id,
              x,
              y,
              name: at === 3 ? null : owner,
              label: title,
              description: `${title}, ${owner}, importance ${y}, urgency ${x}`,
              isMarked: at === 0,
            }))}
          />
          <Text tone="soft" size="s">
            Looked at: {topic?.title ?? 'nothing yet'}
          </Text>
        </Stack>
        <Stack gap={1}>
          <Heading level={3} size="s">
            Without points
          </Heading>
          <PointsPicture label="Nothing weighed" {...sides} looked={null} points={[]} />
        </Stack>
      </div>
      <Thirds>
        <Stack gap={1}>
          <Heading level={3} size="s">
            Within what was planned
          </Heading>
          <MinutesStrip parts={short} planned={120} label="70 of 120 minutes" />
        </Stack>
        <Stack gap={1}>
          <Heading level={3} size="s">
            Longer than planned
          </Heading>
          <MinutesStrip parts={agenda} planned={150} label="195 minutes, 45 more than planned" />
        </Stack>
        <Stack gap={1}>
          <Heading level={3} size="s">
            Nothing in it
          </Heading>
          <MinutesStrip parts={[]} planned={null} label="No minutes yet" />
        </Stack>
      </Thirds>
    </Shown>
  )
}
