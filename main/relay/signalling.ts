import { createHmac, randomBytes } from 'node:crypto'
import type { WebSocket } from 'ws'
import { parseSignalMessage, relayLimits, type SignalMessage } from '#shared/wire/relay/index.ts'
import type { OnRelayEvent } from './event.ts'
import { createHub } from './hub.ts'
import { takeFrames, type Inlet, type RawFrame } from './inlet.ts'
import type { RelayLimits } from './limits.ts'
import { closeCodes, tell } from './outlet.ts'

/** Serves y-webrtc's signalling to any number of connections. */
export interface Signalling {
  serve(socket: WebSocket): Inlet
}

/**
 * y-webrtc's signalling with the doors shut: only who hears a topic may publish to it, nobody is told
 * how many hear it, nothing comes back to its sender, and topics are held only as keyed hashes whose
 * key ends with the process.
 */
export function createSignalling(limits: RelayLimits, onEvent: OnRelayEvent): Signalling {
  const hashKey = randomBytes(32)
  const topics = createHub<string>()

  function hashed(topic: string): string {
    return createHmac('sha256', hashKey).update(topic).digest('base64')
  }

  function serve(socket: WebSocket): Inlet {
    /** The topics heard here, each with what ends it. */
    const own = new Map<string, () => void>()
    const hear = (text: string): void => tell(socket, text, limits.unreadBytes, onEvent)

    function drop(): void {
      onEvent('malformed-frame')
      socket.close(closeCodes.policyViolation)
    }

    function subscribe(topic: string): boolean {
      if (own.has(topic)) return true
      if (own.size >= relayLimits.topics || topics.count(topic) >= limits.listeners) return false
      own.set(topic, topics.listen(topic, hear))
      return true
    }

    function unsubscribe(topic: string): void {
      own.get(topic)?.()
      own.delete(topic)
    }

    function publish(message: SignalMessage & { type: 'publish' }): void {
      const topic = hashed(message.topic)
      if (own.has(topic)) topics.tell(topic, JSON.stringify(message), hear)
    }

    function serveMessage(message: SignalMessage): void {
      switch (message.type) {
        case 'subscribe':
          if (!message.topics.map(hashed).every(subscribe)) drop()
          return
        case 'unsubscribe':
          message.topics.map(hashed).forEach(unsubscribe)
          return
        case 'publish':
          publish(message)
          return
        case 'ping':
          hear(JSON.stringify({ type: 'pong' }))
          return
        case 'pong':
      }
    }

    async function handle({ bytes, binary }: RawFrame): Promise<void> {
      if (socket.readyState !== socket.OPEN) return
      const message = binary ? null : parseSignalMessage(bytes.toString('utf8'))
      if (message?.ok) serveMessage(message.value)
      else drop()
    }

    socket.on('close', () => {
      for (const topic of [...own.keys()]) unsubscribe(topic)
    })
    return takeFrames(socket, {
      rate: limits.signalRate,
      workBytes: limits.workBytes,
      cost: ({ bytes }) => bytes.length,
      handle,
      onEvent,
    })
  }

  return { serve }
}
