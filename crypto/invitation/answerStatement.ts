import { encode } from '#shared/codec/index.ts'
import type { Writer } from '#shared/codec/index.ts'
import { purposeNumber, subjectId } from './purpose.ts'
import type { Transcript } from './transcript.ts'

/** What an answer says, besides its signature. */
export type AnswerContent = Pick<Transcript, 'forum' | 'subject' | 'heads' | 'admitter'>

/** The fields of an answer in their order. */
export function writeAnswer(writer: Writer, content: AnswerContent): void {
  writer.u8(purposeNumber(content.subject.purpose))
  writer.hex(content.forum)
  writer.hex(subjectId(content.subject))
  writer.list([...content.heads].sort(), writer.hex)
  writer.fixed(content.admitter.signingKey)
  writer.fixed(content.admitter.sealingKey)
  writer.fixed(content.admitter.exchangeKey)
  writer.fixed(content.admitter.nonce)
}

/** What the admitting device signs: the conversation it answers, and the whole answer. */
export function answerStatement(conversation: string, content: AnswerContent): Uint8Array {
  return encode((writer) => {
    writer.hex(conversation)
    writeAnswer(writer, content)
  }, 2048)
}
