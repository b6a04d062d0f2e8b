import { useState } from 'react'
import { NumberField, SearchSelect, Select, TextArea, TextField } from '#renderer/ui/index.ts'
import styles from './Gallery.module.css'
import { kinds, people } from './example.ts'
import { Shown } from './Shown.tsx'

export function FieldsShown() {
  const [title, setTitle] = useState('Bank covenant test in the autumn')
  const [code, setCode] = useState('')
  const [long, setLong] = useState('Two drivers, one month. Ask how others drew the line.')
  const [minutes, setMinutes] = useState<number | null>(40)
  const [kind, setKind] = useState<string | null>(null)
  const [owner, setOwner] = useState<string | null>('ingrid')
  return (
    <Shown title="Fields">
      <div className={styles.grid}>
        <TextField
          label="Title"
          value={title}
          onChange={setTitle}
          description="A neutral title is enough."
        />
        <TextField
          label="Invitation"
          value={code}
          onChange={setCode}
          mono
          placeholder="XXXX-XXXX-XXXX"
          error="This invitation has a letter wrong. Compare it with the message and type it again."
        />
        <TextField
          label="Passphrase"
          type="password"
          value="four words are"
          onChange={setTitle}
          isRequired
        />
        <TextField label="Title, read only" value={title} onChange={setTitle} isReadOnly />
        <TextField label="Title, not now" value={title} onChange={setTitle} isDisabled />
        <TextField label="In a row, inline" look="inline" value={title} onChange={setTitle} />
        <TextField label="In a row, as a title" look="title" value={title} onChange={setTitle} />
        <TextArea
          label="Private detail"
          value={long}
          onChange={setLong}
          description="Grows with the text."
        />
        <NumberField
          label="Minutes"
          value={minutes}
          onChange={setMinutes}
          min={1}
          max={240}
          unit="minutes"
        />
        <NumberField
          label="Minutes, wrong"
          value={0}
          onChange={setMinutes}
          error="Give it at least one minute."
        />
        <NumberField label="Minutes, not now" value={minutes} onChange={setMinutes} isDisabled />
        <NumberField
          label="Minutes, inline"
          look="inline"
          value={minutes}
          onChange={setMinutes}
          min={1}
        />
        <Select
          label="Kind"
          options={kinds}
          value={kind}
          onChange={setKind}
          placeholder="Choose a kind"
        />
        <Select
          label="Kind, inline"
          look="inline"
          options={kinds}
          value={kind ?? 'topic'}
          onChange={setKind}
          placeholder="Choose a kind"
        />
        <Select
          label="Kind, read only"
          options={kinds}
          value="topic"
          onChange={setKind}
          placeholder=""
          isReadOnly
        />
        <Select
          label="Kind, not now"
          options={kinds}
          value={null}
          onChange={setKind}
          placeholder="Choose a kind"
          isDisabled
        />
        <SearchSelect
          label="Owner"
          options={people}
          value={owner}
          onChange={setOwner}
          emptyText="No member has that name."
          placeholder="Type a name"
        />
      </div>
    </Shown>
  )
}
