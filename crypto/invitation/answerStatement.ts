import { encode } from '#shared/codec/index.ts'
import type { Writer } from '#shared/codec/index.ts'
import type { Transcript } from './transcript.ts'

/** What an answer says, besides its signature. */
export type AnswerContent = Pick<Transcript, 'forum' | 'invitation' | 'heads' | 'admitter'>

/** The fields of an answer in their order. */
export function writeAnswer(writer: Writer, content: AnswerContent): void {
  writer.hex(content.forum)
  writer.hex(content.invitation)
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
