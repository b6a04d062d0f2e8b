import { relayEvents } from './event.ts'
import type { Buckets, Readings } from './meter.ts'

const kinds = ['mailbox', 'signal'] as const
const outcomes = ['kept', 'repeated', 'refused', 'failed'] as const

/** Readings in the Prometheus text format, version 0.0.4. Each series is there from the start. */
export function metricsText(readings: Readings): string {
  return [
    ...family(
      'relay_connections',
      'gauge',
      'Connections now.',
      'kind',
      kinds,
      readings.connections,
    ),
    ...family(
      'relay_opened_total',
      'counter',
      'Connections so far.',
      'kind',
      kinds,
      readings.opened,
    ),
    ...family('relay_frames_total', 'counter', 'Frames received.', 'kind', kinds, readings.frames),
    ...family('relay_appends_total', 'counter', 'Appends.', 'outcome', outcomes, readings.appends),
    ...family('relay_events_total', 'counter', 'Events.', 'event', relayEvents, readings.events),
    ...histogram('relay_append_bytes', 'Lengths of what was kept.', readings.appendBytes),
    ...histogram('relay_append_seconds', 'Time until it was kept.', readings.appendSeconds),
    '',
  ].join('\n')
}

function family<Name extends string>(
  metric: string,
  type: 'counter' | 'gauge',
  help: string,
  label: string,
  names: readonly Name[],
  values: ReadonlyMap<Name, number>,
): string[] {
  const series = names.map((name) => `${metric}{${label}="${name}"} ${values.get(name) ?? 0}`)
  return [`# HELP ${metric} ${help}`, `# TYPE ${metric} ${type}`, ...series]
}

/** Without the sum that Prometheus usually adds: a sum tells single lengths to who looks often. */
function histogram(metric: string, help: string, { bounds, counts, total }: Buckets): string[] {
  return [
    `# HELP ${metric} ${help}`,
    `# TYPE ${metric} histogram`,
    ...bounds.map((bound, at) => `${metric}_bucket{le="${bound}"} ${counts[at] ?? 0}`),
    `${metric}_bucket{le="+Inf"} ${total}`,
    `${metric}_count ${total}`,
  ]
}
