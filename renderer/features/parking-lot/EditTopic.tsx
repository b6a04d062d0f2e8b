import { useCarets, useForum, useMembers, usePresentIn } from '#renderer/session/index.ts'
import {
  Button,
  Dialog,
  Inline,
  Presence,
  ScoreField,
  Select,
  SharedTextField,
  Stack,
  Text,
  TextCarets,
  useToasts,
} from '#renderer/ui/index.ts'
import { frameWords, lotWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { MemberId } from '#shared/ids.ts'
import { mayWeigh, type Topic, topicLimits } from '#shared/model/topic/index.ts'

const everybody = 'everybody'

/** One topic, edited together while others may have it open too. */
export function EditTopic(props: { topic: Topic | null; onClose: () => void }) {
  const { topic, onClose } = props
  return (
    <Dialog
      title={words.editTitle}
      size="l"
      isOpen={topic !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      closeLabel={words.close}
    >
      {topic !== null && <Fields topic={topic} onClose={onClose} />}
    </Dialog>
  )
}

function Fields({ topic, onClose }: { topic: Topic; onClose: () => void }) {
  const { parkingLot, me, moveCaret } = useForum()
  const toasts = useToasts()
  const { members } = useMembers()
  const others = usePresentIn('parking-lot', topic.id)
  const weighs = mayWeigh(topic, me)
  const owners = [
    { id: everybody, label: words.everybody },
    ...members.map(({ id, name }) => ({ id, label: name })),
  ]
  function setOwner(id: string): void {
    const member = members.find((each) => each.id === id)
    const ownerId: MemberId | null = member?.id ?? null
    parkingLot.editTopic(topic.id, { ownerId })
  }
  return (
    <Stack gap={3}>
      {others.length > 0 && <Presence people={others} label={frameWords.inText} />}
      <SharedTextField
        label={words.topicTitle}
        value={topic.title}
        wraps
        spellCheck
        autoFocus
        draftId={`topic title ${topic.id}`}
        over={<TitleCarets topic={topic} />}
        onCaret={(at) =>
          moveCaret(topic.id, at === null ? null : parkingLot.markTitle(topic.id, at))
        }
        onWrite={(next, seen) => {
          const written = parkingLot.setTopicTitle(topic.id, next, seen)
          return written.ok ? null : sentenceFor(written.failure)
        }}
      />
      <Inline gap={3} align="start">
        <Select
          label={words.owner}
          options={owners}
          value={topic.ownerId ?? everybody}
          placeholder={words.everybody}
          onChange={setOwner}
        />
        <SharedTextField
          label={words.theme}
          description={words.themeHint}
          value={topic.theme}
          draftId={`topic theme ${topic.id}`}
          onWrite={(theme) => {
            const written = parkingLot.editTopic(topic.id, { theme })
            return written.ok ? null : sentenceFor(written.failure)
          }}
        />
      </Inline>
      <Inline gap={4} align="start">
        <ScoreField
          label={words.importance}
          value={topic.importance}
          max={topicLimits.weight}
          lowLabel={words.low}
          highLabel={words.high}
          isReadOnly={!weighs}
          onChange={(importance) => parkingLot.editTopic(topic.id, { importance })}
        />
        <ScoreField
          label={words.urgency}
          value={topic.urgency}
          max={topicLimits.weight}
          lowLabel={words.low}
          highLabel={words.high}
          isReadOnly={!weighs}
          onChange={(urgency) => parkingLot.editTopic(topic.id, { urgency })}
        />
      </Inline>
      {!weighs && (
        <Text tone="soft" size="s">
          {words.ownersOnly}
        </Text>
      )}
      <Inline justify="between">
        <Inline gap={2}>
          <Button onPress={() => parkingLot.hear(topic.id, me)}>{words.hearAction}</Button>
          <Text as="span" tone="soft" size="s">
            {words.heardTimes(topic.heard)}
          </Text>
        </Inline>
        <Button
          variant="quiet"
          onPress={() => {
            parkingLot.removeTopic(topic.id)
            onClose()
            toasts.show({
              text: words.removed(topic.title),
              actionLabel: words.putBack,
              onAction: () => {
                parkingLot.restoreTopic(topic.id)
              },
            })
          }}
        >
          {words.remove}
        </Button>
      </Inline>
    </Stack>
  )
}

function TitleCarets({ topic }: { readonly topic: Topic }) {
  const { parkingLot } = useForum()
  return <TextCarets text={topic.title} carets={useCarets('parking-lot', topic.id, parkingLot)} />
}
