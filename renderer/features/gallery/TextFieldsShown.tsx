import { useState } from 'react'
import {
  Button,
  Form,
  SharedTextField,
  TextArea,
  TextCarets,
  TextField,
} from '#renderer/ui/index.ts'
import styles from './Gallery.module.css'
import { longTitle } from './example.ts'
import { Shown } from './Shown.tsx'

export function TextFieldsShown() {
  const [title, setTitle] = useState('Bank covenant test in the autumn')
  const [long, setLong] = useState(longTitle)
  const [caret, setCaret] = useState<number | null>(null)
  const [code, setCode] = useState('')
  const [detail, setDetail] = useState('Two drivers, one month. Ask how others drew the line.')
  const write = (next: string) => {
    setTitle(next)
    return null
  }
  const writeLong = (next: string) => {
    setLong(next)
    return null
  }
  return (
    <Shown title="Text" parts={['TextField', 'SharedTextField', 'TextCarets', 'TextArea', 'Form']}>
      <div className={styles.grid}>
        <TextField
          label="Title"
          value={title}
          onChange={setTitle}
          description="A neutral title is enough."
        />
        <TextField
          label="Title, empty"
          value={code}
          onChange={setCode}
          placeholder="What is it about?"
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
        <SharedTextField
          label="Notes, several lines"
          value={detail}
          lines={4}
          onWrite={(next) => {
            setDetail(next)
            return null
          }}
        />
        <TextField label="Title, read only" value={title} onChange={setTitle} isReadOnly />
        <TextField label="Title, not now" value={title} onChange={setTitle} isDisabled />
        <TextField label="Title, longer than its place" value={long} onChange={setLong} />
        <TextField label="Title, broken into lines" value={long} onChange={setLong} wraps />
        <TextField label="In a row, inline" look="inline" value={title} onChange={setTitle} />
        <TextField label="In a row, as a title" look="title" value={title} onChange={setTitle} />
        <SharedTextField label="Written by several" value={title} onWrite={write} />
        <SharedTextField
          label="Written by several, refused"
          value={title}
          onWrite={() => 'That is too long to keep here. Please shorten it.'}
          error="That is too long to keep here. Please shorten it."
        />
        <SharedTextField
          label="Written by several, as a title"
          look="title"
          wraps
          value={long}
          onWrite={writeLong}
        />
        <SharedTextField
          label="Written by several at this moment"
          description={
            caret === null ? 'One’s own caret: elsewhere' : `One’s own caret: at ${caret}`
          }
          onCaret={setCaret}
          wraps
          value={long}
          onWrite={writeLong}
          over={
            <TextCarets
              text={long}
              carets={[
                { id: 'ruth', name: 'Ruth Abrams', at: 12 },
                { id: 'dele', name: 'Dele Okafor', at: 95 },
              ]}
            />
          }
        />
        <TextArea
          label="Private detail"
          value={detail}
          onChange={setDetail}
          description="Grows with the text."
        />
        <TextArea
          label="Private detail, empty"
          value={code}
          onChange={setCode}
          placeholder="Nobody else reads it."
        />
        <TextArea
          label="Private detail, wrong"
          value={detail}
          onChange={setDetail}
          error="Keep the name of the bank out of it."
        />
        <TextArea
          label="Private detail, read only"
          value={detail}
          onChange={setDetail}
          isReadOnly
        />
        <TextArea label="Private detail, not now" value={detail} onChange={setDetail} isDisabled />
        <Form onSubmit={() => setCode('')}>
          <TextField
            label="Enter sends this away"
            value={code}
            onChange={setCode}
            description="As every form does."
          />
          <Button type="submit">Send</Button>
        </Form>
      </div>
    </Shown>
  )
}
