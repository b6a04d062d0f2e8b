import { createHmac, randomBytes } from 'node:crypto'
import type { WebSocket } from 'ws'
import { parseSignalMessage, relayLimits, type SignalMessage } from '#shared/wire/relay/index.ts'
import type { OnRelayEvent } from './event.ts'
import { takeFrames, type RawFrame } from './inlet.ts'
import type { RelayLimits } from './limits.ts'
import { closeCodes, tell } from './outlet.ts'

/** Serves y-webrtc's signalling to any number of connections. */
export interface Signalling {
  serve(socket: WebSocket): void
}

/**
 * y-webrtc's signalling with the doors shut: only who hears a topic may publish to it, nobody is told
 * how many hear it, nothing comes back to its sender, and topics are held only as keyed hashes whose
 * key ends with the process.
 */
export function createSignalling(limits: RelayLimits, onEvent: OnRelayEvent): Signalling {
  const hashKey = randomBytes(32)
  const listeners = new Map<string, Set<WebSocket>>()

  function hashed(topic: string): string {
    return createHmac('sha256', hashKey).update(topic).digest('base64')
  }

  function leave(topic: string, socket: WebSocket): void {
    const here = listeners.get(topic)
    here?.delete(socket)
    if (here?.size === 0) listeners.delete(topic)
  }

  function serve(socket: WebSocket): void {
    const own = new Set<string>()

    function drop(): void {
      onEvent('malformed-frame')
      socket.close(closeCodes.policyViolation)
    }

    function subscribe(topic: string): boolean {
      if (own.has(topic)) return true
      const here = listeners.get(topic) ?? new Set()
      if (own.size >= relayLimits.topics || here.size >= limits.listeners) return false
      listeners.set(topic, here.add(socket))
      own.add(topic)
      return true
    }

    function publish(message: SignalMessage & { type: 'publish' }): void {
      const topic = hashed(message.topic)
      if (!own.has(topic)) return
      const text = JSON.stringify(message)
      for (const other of listeners.get(topic) ?? []) {
        if (other !== socket) tell(other, text, limits.unreadBytes, onEvent)
      }
    }

    function serveMessage(message: SignalMessage): void {
      switch (message.type) {
        case 'subscribe':
          if (!message.topics.map(hashed).every(subscribe)) drop()
          return
        case 'unsubscribe':
          for (const topic of message.topics.map(hashed)) {
            if (own.delete(topic)) leave(topic, socket)
          }
          return
        case 'publish':
          publish(message)
          return
        case 'ping':
          tell(socket, JSON.stringify({ type: 'pong' }), limits.unreadBytes, onEvent)
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
      for (const topic of own) leave(topic, socket)
      own.clear()
    })
    takeFrames(socket, {
      rate: limits.signalRate,
      workBytes: limits.workBytes,
      cost: ({ bytes }) => bytes.length,
      handle,
      onEvent,
    })
  }

  return { serve }
}
