import { useState } from 'react'
import { NumberField, SearchSelect, Select } from '#renderer/ui/index.ts'
import styles from './Gallery.module.css'
import { kinds, longTitle, people } from './example.ts'
import { Shown } from './Shown.tsx'

export function FieldsShown() {
  const [minutes, setMinutes] = useState<number | null>(40)
  const [kind, setKind] = useState<string | null>(null)
  const [owner, setOwner] = useState<string | null>('ingrid')
  const ofKind = { options: kinds, onChange: setKind, placeholder: 'Choose a kind' }
  const ofOwner = {
    options: people,
    onChange: setOwner,
    emptyText: 'No member has that name.',
    placeholder: 'Type a name',
  }
  return (
    <Shown
      title="Figures and lists to choose from"
      parts={['NumberField', 'Select', 'SearchSelect']}
    >
      <div className={styles.grid}>
        <NumberField
          label="Minutes"
          value={minutes}
          onChange={setMinutes}
          min={1}
          max={240}
          unit="minutes"
        />
        <NumberField label="Minutes, empty" value={null} onChange={setMinutes} />
        <NumberField
          label="Minutes, wrong"
          value={0}
          onChange={setMinutes}
          error="Give it at least one minute."
        />
        <NumberField label="Minutes, read only" value={minutes} onChange={setMinutes} isReadOnly />
        <NumberField label="Minutes, not now" value={minutes} onChange={setMinutes} isDisabled />
        <NumberField
          label="Minutes, inline"
          look="inline"
          value={minutes}
          onChange={setMinutes}
          min={1}
        />
        <Select label="Kind" value={kind} {...ofKind} />
        <Select label="Kind, chosen" value={kind ?? 'update'} {...ofKind} />
        <Select
          label="Kind, long"
          {...ofKind}
          options={[{ id: 'long', label: longTitle }]}
          value="long"
        />
        <Select label="Kind, wrong" value={null} {...ofKind} error="Choose a kind first." />
        <Select label="Kind, inline" look="inline" {...ofKind} value={kind ?? 'topic'} />
        <Select label="Kind, read only" {...ofKind} value="topic" isReadOnly />
        <Select label="Kind, not now" value={null} {...ofKind} isDisabled />
        <SearchSelect label="Owner" value={owner} {...ofOwner} />
        <SearchSelect label="Owner, empty" value={null} {...ofOwner} />
        <SearchSelect
          label="Owner, wrong"
          value={null}
          {...ofOwner}
          error="Somebody has to carry it. Choose a name."
        />
        <SearchSelect label="Owner, not now" value="ruth" {...ofOwner} isDisabled />
      </div>
    </Shown>
  )
}
