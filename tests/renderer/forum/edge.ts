import 'fake-indexeddb/auto'
import { createHash } from 'node:crypto'
import { WebSocket } from 'ws'
import { decodeClientFrame, mailboxNameInput } from '#shared/wire/relay/index.ts'

/** One run of one computer, as the network sees it: an address of its own on this machine. */
export interface Line {
  readonly host: string
  /** Whether connections to the relay are let through. */
  isOpen: boolean
  /** Names in hex of mailboxes that cannot be opened over this line. */
  lost: ReadonlySet<string>
  cut(): void
}

const lines = new Map<string, { readonly line: Line; readonly sockets: Set<WebSocket> }>()

/** A new address, `ws://HOST:port` of which leads to the relay on 127.0.0.1 while the line is open. */
export function createLine(): Line {
  const number = lines.size + 2
  const host = `127.0.${number >> 8}.${number & 255}`
  const sockets = new Set<WebSocket>()
  const line: Line = {
    host,
    isOpen: true,
    lost: new Set(),
    cut() {
      line.isOpen = false
      for (const socket of sockets) socket.terminate()
    },
  }
  lines.set(host, { line, sockets })
  return line
}

/** The page's WebSocket: nothing listens where a cut line leads to. */
class LineSocket extends WebSocket {
  readonly #line: Line

  constructor(url: string) {
    const asked = new URL(url)
    const found = lines.get(asked.hostname)
    if (found === undefined) throw new Error(`No line to ${asked.hostname}`)
    asked.hostname = '127.0.0.1'
    if (!found.line.isOpen) asked.port = '9'
    super(asked.href)
    this.#line = found.line
    found.sockets.add(this)
    this.on('close', () => found.sockets.delete(this))
    this.on('error', () => undefined)
  }

  override send(data: Parameters<WebSocket['send']>[0]): void {
    const frame = data instanceof Uint8Array ? decodeClientFrame(data) : null
    if (frame?.ok === true && frame.value.type === 'open') {
      const name = createHash('sha256')
        .update(mailboxNameInput(frame.value.publicKey))
        .digest('hex')
      if (this.#line.lost.has(name)) return
    }
    super.send(data)
  }
}
Object.assign(globalThis, { WebSocket: LineSocket })

const connections = new Map<string, Set<IDBDatabase>>()
const dead = new WeakSet<IDBDatabase>()
const begin = IDBDatabase.prototype.transaction

IDBDatabase.prototype.transaction = function transaction(
  this: IDBDatabase,
  ...asked: Parameters<typeof begin>
) {
  if (dead.has(this) || failing.has(this.name))
    throw new DOMException('The disk is gone', 'UnknownError')
  connections.set(this.name, (connections.get(this.name) ?? new Set()).add(this))
  return begin.apply(this, asked)
}
const failing = new Set<string>()

/** From now on nothing is read or written over the connections that are open to this database. */
export function killConnections(name: string): void {
  for (const connection of connections.get(name) ?? []) dead.add(connection)
}

/** Lets every transaction of a database fail, or work again. */
export function failDisk(name: string, fails: boolean): void {
  if (fails) failing.add(name)
  else failing.delete(name)
}
