import { type ReactNode, useState } from 'react'
import { Inline, Link, Steps, Text, UiProvider } from '#renderer/ui/index.ts'
import styles from './Gallery.module.css'
import { type PartName, Shown } from './Shown.tsx'

/** Around a screen put together from the parts: says which parts only a whole screen can show. */
export function Screen(props: {
  readonly parts: readonly PartName[]
  readonly children: ReactNode
}) {
  const { parts, children } = props
  return (
    <div className={styles.screen} data-parts={parts.join(' ')}>
      {children}
    </div>
  )
}

const steps = ['Invitation', 'Name and passphrase', 'Six words']

export function ScreensShown() {
  const [went, setWent] = useState('nowhere yet')
  return (
    <Shown title="Screens and ways" parts={['Link', 'Steps', 'UiProvider']}>
      <Text>
        <Link href="?show=home">A home</Link>, <Link href="?show=agenda">an agenda</Link> and{' '}
        <Link href="?show=door">a door</Link>, put together from the parts.
      </Text>
      <Steps label="The first step" steps={steps} current={0} />
      <Steps label="The second step" steps={steps} current={1} />
      <Steps label="All done" steps={steps} current={3} />
      <UiProvider locale="en-GB" navigate={setWent}>
        <Inline gap={3}>
          <Link href="/agenda" look="button">
            A link within the app
          </Link>
          <Text as="span" tone="soft" size="s">
            Last went to: {went}
          </Text>
        </Inline>
      </UiProvider>
    </Shown>
  )
}
