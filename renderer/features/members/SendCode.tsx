import { useRef, useState } from 'react'
import { Button, Inline, Stack, Text, Working } from '#renderer/ui/index.ts'
import { Copy } from '#renderer/ui/icons.ts'
import { memberWords as words } from '#renderer/words/index.ts'
import { CodeText } from './CodeText.tsx'
import { copyText } from './copyText.ts'

/** The code to pass on, while nobody has knocked yet. */
export function SendCode(props: { code: string; label: string; hint: string; waiting: string }) {
  const { code, label, hint, waiting } = props
  const place = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = () => void copyText(code, place.current).then(setCopied)
  return (
    <Stack gap={3}>
      <CodeText label={label} ref={place}>
        {code}
      </CodeText>
      <Text tone="soft">{hint}</Text>
      <Inline gap={2}>
        <Button variant="primary" icon={<Copy />} onPress={copy}>
          {copied === true ? words.copied : words.copy}
        </Button>
        {copied === false && (
          <Text as="span" tone="amber" size="s">
            {words.copyByHand}
          </Text>
        )}
      </Inline>
      <Working>{waiting}</Working>
    </Stack>
  )
}
