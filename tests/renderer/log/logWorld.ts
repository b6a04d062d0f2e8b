import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect } from 'vitest'
import { loadSodium } from '#crypto'
import type { Sodium } from '#crypto'
import { openSealedLog } from '#renderer/data/log/index.ts'
import type {
  IndexedDatabase,
  LogName,
  MadeEnvelope,
  ReceivedEnvelope,
  SealedLog,
  StoredEnvelope,
} from '#renderer/data/log/index.ts'
import { toHex } from '#shared/ids.ts'
import type { DeviceId, EntryId, EnvelopeId, EpochId, IncarnationId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

export const rowKey = new Uint8Array(32).fill(7)

let sodium: Promise<Sodium> | null = null

export function sodiumOnce(): Promise<Sodium> {
  sodium ??= loadSodium((length) => crypto.getRandomValues(new Uint8Array(length)))
  return sodium
}

/** One computer's disk. */
export interface Disk {
  readonly indexed: IndexedDatabase
  readonly name: string
}

export function createDisk(): Disk {
  return { indexed: { indexedDB: new IDBFactory(), IDBKeyRange }, name: 'log' }
}

export async function openLog(disk: Disk, key = rowKey): Promise<SealedLog> {
  const { name, indexed } = disk
  return value(await openSealedLog({ name, indexed, rowKey: key, sodium: await sodiumOnce() }))
}

export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Unexpected failure: ${JSON.stringify(result.failure)}`)
  return result.value
}

export function expectFailure(result: Result<unknown>, code: string): void {
  expect(result.ok ? 'no failure' : result.failure.code).toBe(code)
}

function filled(length: number, byte: number): string {
  return toHex(new Uint8Array(length).fill(byte))
}

export const epochId = filled(32, 9) as EpochId // test ids of the right length

export function logName(device = 1, document = 'agenda', scope = 'forum', run = 1): LogName {
  return {
    scope,
    document,
    device: filled(32, device) as DeviceId, // test ids of the right length
    incarnation: filled(16, run) as IncarnationId,
  }
}

/** A made-up id that differs by place and branch. */
export function envelopeId(seq: number, branch = 0): EnvelopeId {
  return `${seq.toString(16).padStart(56, '0')}${branch.toString(16).padStart(8, '0')}` as EnvelopeId // 32 bytes
}

export function entryId(number: number): EntryId {
  return number.toString(16).padStart(64, '0') as EntryId // 32 bytes
}

export function bytesOf(text: string, length = text.length): Uint8Array {
  const bytes = new Uint8Array(length)
  new TextEncoder().encodeInto(text, bytes)
  return bytes
}

/** A maker whose envelope says its place. */
export function made(length = 20): (seq: number) => Result<MadeEnvelope> {
  return (seq) =>
    ok({ bytes: bytesOf(`envelope ${seq}`, length), id: envelopeId(seq), epochId, kind: 'update' })
}

export function received(
  log: LogName,
  seq: number,
  { branch = 0, after = branch }: { branch?: number; after?: number } = {},
): ReceivedEnvelope {
  const prev = seq === 1 ? null : envelopeId(seq - 1, after)
  return { id: envelopeId(seq, branch), header: { ...log, kind: 'update', epochId, seq, prev } }
}

/** Receives the places `from` to `to` of a log and expects each to be new. */
export async function receiveRun(log: SealedLog, name: LogName, from: number, to: number) {
  const waiting: Promise<Result<'stored' | 'duplicate'>>[] = []
  for (let seq = from; seq <= to; seq++) {
    waiting.push(log.receive(received(name, seq), bytesOf(`envelope ${seq}`)))
  }
  for (const result of await Promise.all(waiting)) expect(value(result)).toBe('stored')
}

export async function collect(envelopes: AsyncIterable<StoredEnvelope>): Promise<StoredEnvelope[]> {
  const all: StoredEnvelope[] = []
  for await (const envelope of envelopes) all.push(envelope)
  return all
}

export async function seqsOf(log: SealedLog, document = 'agenda'): Promise<number[]> {
  return (await collect(log.document('forum', document))).map(({ seq }) => seq)
}
