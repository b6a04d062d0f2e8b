import { Button, Stack, Text } from '#renderer/ui/index.ts'

/** One way on from a screen of the door: what it is for, and its button. */
export function Choice(props: {
  hint: string
  label: string
  primary?: boolean
  onPress: () => void
}) {
  return (
    <Stack gap={0.5}>
      <Text tone="soft" size="s">
        {props.hint}
      </Text>
      <div>
        <Button variant={props.primary ? 'primary' : 'secondary'} size="l" onPress={props.onPress}>
          {props.label}
        </Button>
      </div>
    </Stack>
  )
}
