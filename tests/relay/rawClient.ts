import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { WebSocket, type ClientOptions } from 'ws'
import { startRelay, type Relay, type RelayOptions } from '#main/relay/index.ts'
import {
  cursorAt,
  decodeRelayFrame,
  encodeClientFrame,
  generationOf,
  mailboxNameInput,
  mailboxOpenStatement,
  mailboxPath,
  signalPath,
  type ClientFrame,
  type RelayFrame,
} from '#shared/wire/relay/index.ts'

/** Starts a relay on any free port, or throws. */
export async function started(options: Partial<RelayOptions> = {}): Promise<Relay> {
  const relay = await startRelay({ port: 0, ...options })
  if (!relay.ok) throw new Error(relay.failure.code)
  return relay.value
}

/** A socket whose messages can be awaited one by one. */
export interface RawSocket<Message> {
  readonly socket: WebSocket
  next(): Promise<Message>
  /** Close code. */
  readonly closed: Promise<number>
}

export function openSocket<Message>(
  url: string,
  read: (data: Buffer) => Message,
  options: ClientOptions = {},
): Promise<RawSocket<Message>> {
  const socket = new WebSocket(url, options)
  const arrived: Message[] = []
  const waiting: ((message: Message) => void)[] = []
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('message', (data: Buffer) => {
    const message = read(data)
    const waiter = waiting.shift()
    if (waiter === undefined) arrived.push(message)
    else waiter(message)
  })
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('open', () =>
      resolve({
        socket,
        closed,
        next: () =>
          new Promise((give) => {
            const message = arrived.shift()
            if (message === undefined) waiting.push(give)
            else give(message)
          }),
      }),
    )
  })
}

export function openSignal(relay: Pick<Relay, 'url'>): Promise<RawSocket<unknown>> {
  return openSocket(relay.url + signalPath, (data): unknown => JSON.parse(data.toString()))
}

/** An Ed25519 pair by Node's own crypto: a second opinion beside libsodium. */
export interface Capability {
  readonly publicKey: Uint8Array
  readonly key: KeyObject
}

export function createCapability(): Capability {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const der = publicKey.export({ format: 'der', type: 'spki' })
  return { publicKey: new Uint8Array(der.subarray(-32)), key: privateKey }
}

export interface RawMailboxClient extends RawSocket<RelayFrame> {
  readonly challenge: Uint8Array
  send(frame: ClientFrame): void
  /** Sends a frame and gives the next frame that comes. */
  ask(frame: ClientFrame): Promise<RelayFrame>
  open(capability: Capability, box?: number): Promise<RelayFrame>
  /** The cursor with this count, once a mailbox is open. */
  at(count: number): number
  append(blob: Uint8Array, box?: number, id?: string): Promise<RelayFrame>
}

/** A mailbox client that keeps none of the rules by itself. */
export async function openMailboxClient(
  relay: Pick<Relay, 'url'>,
  options: ClientOptions = {},
): Promise<RawMailboxClient> {
  const read = (data: Buffer): RelayFrame => {
    const frame = decodeRelayFrame(new Uint8Array(data))
    if (!frame.ok) throw new Error('the relay sent what its own codec refuses')
    return frame.value
  }
  const raw = await openSocket(relay.url + mailboxPath, read, options)
  const first = await raw.next()
  if (first.type !== 'challenge') throw new Error('the relay did not begin with a challenge')
  const { challenge } = first
  const send = (frame: ClientFrame): void => raw.socket.send(encodeClientFrame(frame))
  const ask = (frame: ClientFrame): Promise<RelayFrame> => {
    send(frame)
    return raw.next()
  }
  let request = 0
  let generation = 0
  return {
    ...raw,
    challenge,
    send,
    ask,
    at: (count) => cursorAt(generation, count),
    async open({ publicKey, key }, box = 0) {
      const name = createHash('sha256').update(mailboxNameInput(publicKey)).digest()
      const signature = sign(null, mailboxOpenStatement(challenge, name), key)
      request += 1
      const answer = await ask({ type: 'open', request, box, publicKey, signature })
      if (answer.type === 'opened') generation = generationOf(answer.newest)
      return answer
    },
    append: (blob, box = 0, id = randomBytes(16).toString('hex')) =>
      ask({ type: 'append', request: (request += 1), box, id, blob }),
  }
}
