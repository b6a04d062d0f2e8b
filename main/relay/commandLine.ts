import { parseArgs } from 'node:util'
import { defaultLimits, type RelayLimits } from './limits.ts'
import { optionNames, ranges, switches, type NumberOption, type OptionName } from './options.ts'
import type { RelayOptions } from './server.ts'
import { misuse } from './words.ts'

/** What a command line asks for. */
export type Command =
  | { readonly type: 'help' }
  | { readonly type: 'misused'; readonly sentence: string }
  | {
      readonly type: 'run'
      readonly relay: Omit<RelayOptions, 'onEvent'> & { readonly data: string }
      /** The folder that backups are written into; null: there are none. */
      readonly backups: string | null
    }

const MiB = 1024 * 1024

/** Reads a command line. The first thing wrong with it is told in a sentence. */
export function readCommandLine(args: readonly string[]): Command {
  const read = readTokens(args)
  return read.type === 'given' ? readValues(read.given) : read
}

type Given = ReadonlyMap<OptionName, string>
type NotRun = Exclude<Command, { type: 'run' }>

function misused(sentence: string): NotRun {
  return { type: 'misused', sentence }
}

function readTokens(args: readonly string[]): NotRun | { readonly type: 'given'; given: Given } {
  const options = Object.fromEntries(
    optionNames.map((name) => [
      name,
      { type: switches.includes(name) ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  const given = new Map<OptionName, string>()
  for (const token of tokens) {
    if (token.kind !== 'option') return misused(misuse.unexpected(args[token.index] ?? '--'))
    if (token.rawName === '--help' || token.rawName === '-h') return { type: 'help' }
    const name = optionNames.find((option) => token.rawName === `--${option}`)
    if (name === undefined) return misused(misuse.unexpected(token.rawName))
    if (given.has(name)) return misused(misuse.twice(name))
    const takesValue = !switches.includes(name)
    if (takesValue ? !token.value : token.value !== undefined)
      return misused(takesValue ? misuse.valueMissing(name) : misuse.valueNotTaken(name))
    given.set(name, token.value ?? '')
  }
  return { type: 'given', given }
}

function readValues(given: Given): Command {
  const numbers = new Map<NumberOption, number>()
  for (const name of optionNames) {
    const text = given.get(name)
    if (text === undefined || !isNumberOption(name)) continue
    const value = /^\d{1,9}$/.test(text) ? Number(text) : -1
    const [least, most] = ranges[name]
    const isForever = name === 'keep-days' && value === 0
    if (!isForever && (value < least || value > most))
      return misused(misuse.numberWrong(name, least, most))
    numbers.set(name, value)
  }
  const [cert, key] = [given.get('cert'), given.get('key')]
  if ((cert === undefined) !== (key === undefined)) return misused(misuse.certificateHalf)
  return {
    type: 'run',
    relay: {
      port: numbers.get('port') ?? 4455,
      host: given.get('host') ?? '127.0.0.1',
      data: given.get('data') ?? 'relay-data',
      ...(cert !== undefined && key !== undefined && { certificate: { cert, key } }),
      hasMetrics: given.has('metrics'),
      limits: limitsOf(numbers),
    },
    backups: given.get('backups') ?? null,
  }
}

function limitsOf(numbers: ReadonlyMap<NumberOption, number>): Partial<RelayLimits> {
  const keepDays = numbers.get('keep-days') ?? defaultLimits.keepDays
  const mailbox = numbers.get('mailbox-mib')
  const store = numbers.get('store-mib')
  return {
    keepDays: keepDays === 0 ? null : keepDays,
    connections: numbers.get('connections') ?? defaultLimits.connections,
    connectionsPerAddress:
      numbers.get('connections-per-address') ?? defaultLimits.connectionsPerAddress,
    mailboxBytes: mailbox === undefined ? defaultLimits.mailboxBytes : mailbox * MiB,
    totalBytes: store === undefined ? defaultLimits.totalBytes : store * MiB,
  }
}

function isNumberOption(name: OptionName): name is NumberOption {
  return name in ranges
}
