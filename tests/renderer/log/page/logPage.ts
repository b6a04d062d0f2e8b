import { loadSodium } from '#crypto'
import { openSealedLog } from '#renderer/data/log/index.ts'
import type { LogName, SealedLog } from '#renderer/data/log/index.ts'
import { toHex } from '#shared/ids.ts'
import type { DeviceId, EnvelopeId, EpochId, IncarnationId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'

/** One transaction as the browser made it. */
interface SeenTransaction {
  readonly database: string
  readonly mode: string
  readonly durability: string
}

/** An acknowledged envelope, as the test process notes it. */
export interface Acknowledged {
  readonly device: number
  readonly seq: number
  readonly id: string
}

const seen: SeenTransaction[] = []
const transaction = IDBDatabase.prototype.transaction
IDBDatabase.prototype.transaction = function (...args) {
  const made = transaction.apply(this, args)
  seen.push({ database: this.name, mode: made.mode, durability: made.durability })
  return made
}

let log: SealedLog | null = null

function opened(): SealedLog {
  if (log === null) throw new Error('Broken invariant: the log is open')
  return log
}

function logName(device: number): LogName {
  return {
    scope: 'forum',
    document: 'agenda',
    device: toHex(new Uint8Array(32).fill(device)) as DeviceId, // test ids of the right length
    incarnation: toHex(new Uint8Array(16).fill(1)) as IncarnationId,
  }
}

const epochId = toHex(new Uint8Array(32)) as EpochId // a test id of the right length

/** What the test calls in the page. */
const logPage = {
  seen,

  /** Opens the log; the code of the failure, or null. */
  async open(expect: 'existing' | 'either'): Promise<string | null> {
    const sodium = await loadSodium((length) => crypto.getRandomValues(new Uint8Array(length)))
    const result = await openSealedLog({
      name: 'log',
      rowKey: new Uint8Array(32).fill(7),
      sodium,
      expect,
    })
    if (!result.ok) return result.failure.code
    log = result.value
    return null
  },

  /** Appends an envelope of random id; what was stored, or the failure. */
  async append(device: number, length = 400): Promise<Acknowledged | string> {
    const id = toHex(crypto.getRandomValues(new Uint8Array(32))) as EnvelopeId // 32 bytes
    const bytes = new Uint8Array(length).fill(device)
    const result = await opened().append(logName(device), () =>
      ok({ bytes, id, epochId, kind: 'update' }),
    )
    if (!result.ok) return `${result.failure.code} ${result.failure.detail ?? ''}`
    return { device, seq: result.value.seq, id: result.value.id }
  },

  /** Appends for several devices at once, without end, telling of each acknowledged envelope. */
  writeForEver(devices: number, tell: (acknowledged: Acknowledged) => void): void {
    async function write(device: number): Promise<void> {
      for (;;) {
        const appended = await logPage.append(device)
        if (typeof appended === 'string') throw new Error(appended)
        tell(appended)
      }
    }
    for (let device = 1; device <= devices; device++) void write(device)
  },

  /** Receives a run of envelopes of one log without waiting between them. */
  async receiveRun(device: number, count: number): Promise<number> {
    const ids = Array.from({ length: count + 1 }, (_, seq) => seq.toString(16).padStart(64, '0'))
    const results = await Promise.all(
      Array.from({ length: count }, (_, at) => {
        const [prev, id] = [ids[at] as EnvelopeId, ids[at + 1] as EnvelopeId] // made above
        const place = {
          kind: 'update',
          epochId,
          seq: at + 1,
          prev: at === 0 ? null : prev,
        } as const
        const header = { ...logName(device), ...place }
        return opened().receive({ id, header }, new Uint8Array(400).fill(device))
      }),
    )
    return results.filter((result) => result.ok && result.value === 'stored').length
  },

  /** Everything that is in the document, in the order in which it is handed out. */
  async all(): Promise<Acknowledged[]> {
    const all: Acknowledged[] = []
    for await (const { log: name, seq, id } of opened().document('forum', 'agenda')) {
      all.push({ device: Number.parseInt(name.device.slice(0, 2), 16), seq, id })
    }
    return all
  },

  damage: () => opened().damage,
  close: () => opened().close(),
}

declare global {
  // A page's only way to offer something to the test that drives it.
  var logPage: LogPage
  var acknowledge: (acknowledged: Acknowledged) => Promise<void>
}

/** The page's door. */
export type LogPage = typeof logPage

globalThis.logPage = logPage
