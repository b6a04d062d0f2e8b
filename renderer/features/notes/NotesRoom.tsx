import { useState } from 'react'
import type { NotesDocument } from '#renderer/data/docs/index.ts'
import { useAppearIn, useForum, useMembers, useReadable } from '#renderer/session/index.ts'
import { Notice, PageHeader, Seal, Select, Stack, Working } from '#renderer/ui/index.ts'
import { frameWords, notesWords as words, sentenceFor } from '#renderer/words/index.ts'
import { type NotesChoice, notesChoices } from './notesPlaces.ts'
import { NotesText } from './NotesText.tsx'
import { useNotes } from './useNotes.ts'

/** Texts that only some can open: oneself, the moderators, oneself and one other. */
export function NotesRoom(props: { onNotes: (notes: NotesDocument | null) => void }) {
  const forum = useForum()
  useAppearIn('notes')
  const { members } = useMembers()
  const { names } = useReadable(forum.people)
  const former = useReadable(forum.formerPartners)
  const [chosen, setChosen] = useState('self')
  const choices = notesChoices(
    members,
    former.map((id) => ({ id, name: names.get(id) ?? frameWords.somebody })),
  )
  const choice = choices.find(({ id }) => id === chosen) ?? choices[0]
  if (choice === undefined) return null
  return (
    <Stack gap={3}>
      <PageHeader title={words.title} meta={<WhoCan {...choice} />} />
      <Select
        label={words.whose}
        options={choices}
        value={choice.id}
        placeholder={words.self}
        onChange={setChosen}
      />
      <Shown key={choice.id} choice={choice} onNotes={props.onNotes} />
    </Stack>
  )
}

function WhoCan({ place, names }: NotesChoice) {
  const isMine = place.kind === 'self' || names.length < 2
  return (
    <Seal names={isMine ? [] : names} namesLabel={frameWords.sealedNames}>
      {isMine ? words.onlyYou : words.only(names)}
    </Seal>
  )
}

function Shown(props: { choice: NotesChoice; onNotes: (notes: NotesDocument | null) => void }) {
  const { choice, onNotes } = props
  const ended = useReadable(useForum().ended)
  const notes = useNotes(choice)
  if (notes === null) return <Working>{words.opening}</Working>
  if (!notes.ok)
    return <Notice tone="error" toneLabel={frameWords.error} title={sentenceFor(notes.failure)} />
  return (
    <Stack gap={2}>
      {choice.gone !== null && (
        <Notice tone="info" toneLabel={frameWords.warning} title={words.gone(choice.gone)} />
      )}
      {ended !== null && <Notice tone="info" toneLabel={frameWords.warning} title={words.ended} />}
      <NotesText
        id={choice.id}
        notes={notes.value}
        isReadOnly={choice.gone !== null || ended !== null}
        onNotes={onNotes}
      />
    </Stack>
  )
}
