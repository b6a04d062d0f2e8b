import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Meter } from './meter.ts'
import { metricsText } from './metricsText.ts'

interface PageSources {
  readonly meter: Meter
  /** Whether `/metrics` is there. */
  readonly hasMetrics: boolean
  readonly isStopping: () => boolean
}

/**
 * Answers plain HTTP: `/health` with 200 while the relay takes what it is given, else 503 and a word;
 * `/metrics` with counts; everything else with an empty 404.
 */
export function createPages({ meter, hasMetrics, isStopping }: PageSources) {
  function health(): readonly [status: number, text: string] {
    if (isStopping()) return [503, 'stopping\n']
    return meter.isDiskWell() ? [200, 'ok\n'] : [503, 'disk failing\n']
  }

  return ({ method, url }: IncomingMessage, response: ServerResponse): void => {
    const isAsked = method === 'GET' || method === 'HEAD'
    if (isAsked && url === '/health') return send(response, ...health())
    if (isAsked && url === '/metrics' && hasMetrics)
      return send(response, 200, metricsText(meter.read()))
    response.writeHead(404).end()
  }
}

function send(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'Content-Type': 'text/plain; version=0.0.4', 'Cache-Control': 'no-store' })
    .end(text)
}
