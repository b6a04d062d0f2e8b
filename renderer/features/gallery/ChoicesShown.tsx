import { useState } from 'react'
import { Checkbox, RadioGroup, ScoreField, Stack, Switch } from '#renderer/ui/index.ts'
import styles from './Gallery.module.css'
import { Shown } from './Shown.tsx'

const coming = [
  { id: 'coming', label: 'Coming' },
  { id: 'late', label: 'Late' },
  { id: 'not', label: 'Cannot come' },
]
const levels = [
  { id: '1', label: 'Logistics only' },
  { id: '2', label: 'Neutral titles', description: 'Updates stay on the author’s computer.' },
  { id: '3', label: 'Updates and notes', description: 'They expire.' },
]

export function ChoicesShown() {
  const [on, setOn] = useState(true)
  const [answer, setAnswer] = useState<string>('coming')
  const [level, setLevel] = useState<string>('2')
  const [urgency, setUrgency] = useState<number | null>(7)
  const [importance, setImportance] = useState<number | null>(null)
  return (
    <Shown title="Choices" parts={['Checkbox', 'Switch', 'RadioGroup', 'ScoreField']}>
      <div className={styles.grid}>
        <Stack gap={1}>
          <Checkbox isSelected={on} onChange={setOn} description="Nobody sees who asked.">
            Show initials instead of names
          </Checkbox>
          <Checkbox isSelected={!on} onChange={() => setOn(!on)}>
            Leave the footer out
          </Checkbox>
          <Checkbox isSelected isDisabled onChange={setOn}>
            Selected, not now
          </Checkbox>
          <Checkbox isSelected={false} isReadOnly onChange={setOn}>
            Read only, and with more words than one line holds, so that one sees where they go
          </Checkbox>
        </Stack>
        <Stack gap={1}>
          <Switch isSelected={on} onChange={setOn} description="Two people need nothing else.">
            Host the relay here
          </Switch>
          <Switch isSelected={!on} onChange={() => setOn(!on)}>
            Relay-only addresses
          </Switch>
          <Switch isSelected={false} isDisabled onChange={setOn}>
            Off, not now
          </Switch>
          <Switch isSelected isReadOnly onChange={setOn}>
            On, read only
          </Switch>
        </Stack>
        <RadioGroup
          label="What may be written"
          options={levels}
          value={level}
          onChange={setLevel}
        />
        <RadioGroup
          label="What may be written, wrong"
          options={levels.slice(0, 2)}
          value={null}
          onChange={setLevel}
          error="Choose one, so that everybody knows."
        />
        <RadioGroup
          label="What may be written, not now"
          options={levels.slice(0, 2)}
          value="1"
          onChange={setLevel}
          isDisabled
        />
      </div>
      <RadioGroup
        label="Wednesday 14 October"
        look="buttons"
        options={coming}
        value={answer}
        onChange={setAnswer}
      />
      <RadioGroup
        label="Not yet said"
        look="buttons"
        options={coming}
        value={null}
        onChange={setAnswer}
        isDisabled
      />
      <ScoreField
        label="Urgency"
        value={urgency}
        onChange={setUrgency}
        lowLabel="can wait"
        highLabel="cannot wait a month"
      />
      <ScoreField
        label="Importance"
        value={importance}
        onChange={setImportance}
        error="Choose a figure, so that it finds its list."
      />
      <ScoreField label="Urgency, read only" value={9} onChange={setUrgency} isReadOnly />
      <ScoreField label="Urgency, not now" value={4} onChange={setUrgency} isDisabled />
    </Shown>
  )
}
