import type { Sodium } from '#crypto'
import { decode, encode, type Reader, type Writer } from '#shared/codec/index.ts'
import type { FailureCode } from '#shared/failure.ts'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import type { LocalPlace, LocalValues } from '../../local/index.ts'
import { createWritable, type Readable } from '../../readable.ts'
import { readIntent, writeIntent } from './intentFormat.ts'
import { mostProposalBytes, readAskId, readCode } from './message.ts'
import type { AskId, AskStanding, Intent } from './types.ts'

/** An ask as it lies on this computer. */
export interface AskRecord {
  readonly id: AskId
  readonly isMine: boolean
  /** The other: whom we ask, or who asks us. */
  readonly member: MemberId
  /** Their computer that matters: the one that said yes, or the one that asks. */
  readonly device: DeviceId | null
  readonly intent: Intent
  readonly at: number
  readonly standing: AskStanding
  readonly failure: FailureCode | null
  /** The newest bytes to sign; null while there are none. */
  readonly proposal: Uint8Array | null
  /** Of the newest private message: ours that is on its way there, or theirs that brought it. */
  readonly number: number
  /** One's own proposal, or the signature under another's, is on its way. */
  readonly isSent: boolean
}

/** All asks of this computer, stored sealed before they count. */
export interface AskStore {
  readonly records: Readable<readonly AskRecord[]>
  find(id: AskId, isMine: boolean): AskRecord | undefined
  put(record: AskRecord): Promise<Result<null>>
  remove(id: AskId, isMine: boolean): Promise<Result<null>>
}

const standings = ['asked', 'agreed', 'declined', 'done', 'failed'] as const
const mostRecords = 512

/** Opens what was stored. What cannot be read counts as nothing: one asks again. */
export async function openAskStore(sodium: Sodium, values: LocalValues): Promise<AskStore> {
  const place = asksAt(sodium)
  const stored = await values.get(place)
  const records = createWritable<readonly AskRecord[]>((stored.ok && stored.value) || [])
  let last: Promise<unknown> = Promise.resolve()

  function change(
    step: (all: readonly AskRecord[]) => readonly AskRecord[],
  ): Promise<Result<null>> {
    const mine = last.then(async (): Promise<Result<null>> => {
      const next = step(records.read()).slice(-mostRecords)
      const saved = await values.set(place, next)
      if (!saved.ok) return saved
      records.set(next)
      return ok(null)
    })
    last = mine.catch(() => undefined)
    return mine
  }

  const is = (id: AskId, isMine: boolean) => (each: AskRecord) =>
    each.id === id && each.isMine === isMine

  return {
    records,
    find: (id, isMine) => records.read().find(is(id, isMine)),
    put: (record) =>
      change((all) => {
        const at = all.findIndex(is(record.id, record.isMine))
        return at < 0 ? [...all, record] : [...all.slice(0, at), record, ...all.slice(at + 1)]
      }),
    remove: (id, isMine) => change((all) => all.filter((each) => !is(id, isMine)(each))),
  }
}

function asksAt(sodium: Sodium): LocalPlace<readonly AskRecord[]> {
  return {
    group: 'private',
    key: 'asks',
    encode: (records) =>
      encode((writer) => writer.list(records, (record) => writeRecord(writer, record))),
    decode: (bytes) =>
      decode(bytes, (reader) => reader.list(mostRecords, () => readRecord(sodium, reader))),
  }
}

function writeRecord(writer: Writer, record: AskRecord): void {
  writer.hex(record.id)
  writer.flag(record.isMine)
  writer.hex(record.member)
  writer.optional(record.device, writer.hex)
  writeIntent(writer, record.intent)
  writer.varint(record.at)
  writer.u8(standings.indexOf(record.standing))
  writer.optional(record.failure, writer.text)
  writer.optional(record.proposal, writer.bytes)
  writer.varint(record.number)
  writer.flag(record.isSent)
}

function readRecord(sodium: Sodium, reader: Reader): AskRecord {
  return {
    id: readAskId(reader),
    isMine: reader.flag(),
    // Ids by their length: this is where they are parsed.
    member: reader.hex(16) as MemberId,
    device: reader.optional(() => reader.hex(32) as DeviceId),
    intent: readIntent(sodium, reader),
    at: reader.varint(),
    standing: reader.present(standings[reader.u8()], 'standing'),
    failure: reader.optional(() => readCode(reader)),
    proposal: reader.optional(() => reader.bytes(mostProposalBytes)),
    number: reader.varint(),
    isSent: reader.flag(),
  }
}
