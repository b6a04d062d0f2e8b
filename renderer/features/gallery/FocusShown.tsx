import { useState } from 'react'
import { Printer } from '#renderer/ui/icons.ts'
import {
  Button,
  Checkbox,
  IconButton,
  Inline,
  Link,
  RadioGroup,
  Row,
  Rows,
  ScoreField,
  Select,
  Switch,
  TextField,
} from '#renderer/ui/index.ts'
import { Focused } from './Focused.tsx'
import { kinds } from './example.ts'
import styles from './Gallery.module.css'
import { Shown } from './Shown.tsx'

export function FocusShown() {
  const [title, setTitle] = useState('Bank covenant test')
  const [on, setOn] = useState(true)
  const [kind, setKind] = useState<string>('topic')
  const [urgency, setUrgency] = useState<number>(7)
  return (
    <Shown
      title="With the keyboard on them"
      parts={[
        'Button',
        'IconButton',
        'Link',
        'TextField',
        'Select',
        'Checkbox',
        'Switch',
        'Row',
        'RadioGroup',
        'ScoreField',
      ]}
    >
      <Inline gap={3}>
        <Focused on="button">
          <Button variant="primary">Publish</Button>
        </Focused>
        <Focused on="button">
          <Button>Print</Button>
        </Focused>
        <Focused on="button">
          <Button variant="quiet">Not now</Button>
        </Focused>
        <Focused on="button">
          <IconButton label="Print what has the ring" icon={<Printer />} />
        </Focused>
        <Focused on="a">
          <Link href="#focus">Who can see what?</Link>
        </Focused>
      </Inline>
      <div className={styles.grid}>
        <Focused on="input">
          <TextField label="Title with the ring" value={title} onChange={setTitle} />
        </Focused>
        <Focused on="input">
          <TextField
            label="Title in a row with the ring"
            look="title"
            value={title}
            onChange={setTitle}
          />
        </Focused>
        <Focused on="button">
          <Select
            label="Kind with the ring"
            options={kinds}
            value={kind}
            onChange={setKind}
            placeholder="Choose a kind"
          />
        </Focused>
        <Focused on="label">
          <Checkbox isSelected={on} onChange={setOn}>
            Initials with the ring
          </Checkbox>
        </Focused>
        <Focused on="label">
          <Switch isSelected={on} onChange={setOn}>
            A switch with the ring
          </Switch>
        </Focused>
        <Focused on="a">
          <Rows label="A row with the ring">
            <Row href="#focus" end="40">
              Updates
            </Row>
          </Rows>
        </Focused>
      </div>
      <Focused on="label">
        <RadioGroup
          label="Kind as buttons, with the ring"
          look="buttons"
          options={kinds.map(({ id, label }) => ({ id, label }))}
          value={kind}
          onChange={setKind}
        />
      </Focused>
      <Focused on="label:nth-of-type(1)">
        <ScoreField label="Urgency with the ring" value={urgency} onChange={setUrgency} />
      </Focused>
    </Shown>
  )
}
