import { fail, ok, type Result } from '#shared/result.ts'
import {
  decodeRelayFrame,
  encodeClientFrame,
  mailboxVersion,
  type ClientFrame,
  type PlacedBlob,
  type RefusalCode,
  type RelayFrame,
} from '#shared/wire/relay/index.ts'

/** Frames that ask for an answer, without their number. */
export type Question = Unnumbered<Exclude<ClientFrame, { type: 'close' }>>
type Unnumbered<Frame> = Frame extends { request: number } ? Omit<Frame, 'request'> : never

type AnswerType = 'opened' | 'appended' | 'page' | 'inspected' | 'pong'
type Answer<T extends AnswerType> = Extract<RelayFrame, { type: T }>

/** One connection to a relay, from its challenge to its end. */
export interface Conversation {
  /** Asks and gets an answer of the expected type, the relay's refusal, or 'link-closed' at the end. */
  ask<T extends AnswerType>(
    question: Question,
    expects: T,
  ): Promise<Result<Answer<T>, RefusalCode | 'link-closed'>>
  /** Says that a mailbox is no longer wanted. */
  closeBox(box: number): void
  end(why: EndCode): void
}

export type EndCode = 'relay-unreachable' | 'relay-malformed' | 'link-closed'

interface Handlers {
  readonly onChallenge: (challenge: Uint8Array) => void
  readonly onPush: (box: number, blob: PlacedBlob) => void
  /** Comes once, before open questions are answered with 'link-closed'. */
  readonly onEnd: (why: EndCode) => void
}

/** Milliseconds from connecting to the challenge. */
const challengeDeadlineMs = 15_000
/** A ping is asked after each of these, and three without any frame end the conversation. */
const tickMs = 20_000
const silentTicks = 3

/** Connects to a mailbox endpoint. Anything a relay says out of turn or out of form ends the conversation. */
export function startConversation(endpoint: string, handlers: Handlers): Conversation {
  // What settles an open question; false when the answer is of the wrong type.
  const open = new Map<number, (frame: RelayFrame | null) => boolean>()
  let nextRequest = 1
  let challenged = false
  let ended = false
  let silent = 0

  const socket = new WebSocket(endpoint)
  socket.binaryType = 'arraybuffer'
  const deadline = setTimeout(() => {
    if (!challenged) end('relay-unreachable')
  }, challengeDeadlineMs)
  const ticking = setInterval(() => {
    silent += 1
    if (silent > silentTicks) end('relay-unreachable')
    else if (open.size === 0 && challenged) void ask({ type: 'ping' }, 'pong')
  }, tickMs)

  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (ended) return
    silent = 0
    const frame = data instanceof ArrayBuffer ? decodeRelayFrame(new Uint8Array(data)) : null
    if (!frame?.ok || !take(frame.value)) end('relay-malformed')
  }
  socket.onclose = () => end('relay-unreachable')
  // A close follows every error and is what counts.
  socket.onerror = () => undefined

  /** False when the frame has no place here. */
  function take(frame: RelayFrame): boolean {
    if (frame.type === 'challenge') {
      if (challenged || frame.version !== mailboxVersion) return false
      challenged = true
      handlers.onChallenge(frame.challenge)
      return true
    }
    if (!challenged) return false
    if (frame.type === 'pushed') {
      handlers.onPush(frame.box, frame.blob)
      return true
    }
    const settle = open.get(frame.request)
    open.delete(frame.request)
    return settle !== undefined && settle(frame)
  }

  function end(why: EndCode): void {
    if (ended) return
    ended = true
    clearTimeout(deadline)
    clearInterval(ticking)
    socket.close()
    handlers.onEnd(why)
    for (const settle of open.values()) settle(null)
    open.clear()
  }

  function ask<T extends AnswerType>(
    question: Question,
    expects: T,
  ): Promise<Result<Answer<T>, RefusalCode | 'link-closed'>> {
    return new Promise((resolve) => {
      if (ended) return resolve(fail('link-closed'))
      const request = nextRequest++
      open.set(request, (frame) => {
        if (frame === null) resolve(fail('link-closed'))
        else if (frame.type === 'refused') resolve(fail(frame.code))
        else if (isOf(frame, expects)) resolve(ok(frame))
        else {
          resolve(fail('link-closed'))
          return false
        }
        return true
      })
      socket.send(encodeClientFrame({ ...question, request }))
    })
  }

  return {
    ask,
    end,
    closeBox(box) {
      if (!ended) socket.send(encodeClientFrame({ type: 'close', box }))
    },
  }
}

function isOf<T extends AnswerType>(frame: RelayFrame, type: T): frame is Answer<T> {
  return frame.type === type
}
