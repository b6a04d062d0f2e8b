/** Hears what is said under a name. */
export type Listener<Message> = (message: Message) => void

/**
 * Who in this process hears which name. A store that several processes share, and signalling
 * between them, carry their messages from process to process and then say them here.
 */
export interface Hub<Message> {
  /** From now on the listener hears the name; the returned function ends that. */
  listen(name: string, listener: Listener<Message>): () => void
  /** How many hear the name here. */
  count(name: string): number
  /** Tells all who hear the name but the one who said it. */
  tell(name: string, message: Message, except?: Listener<Message>): void
}

/** A hub without listeners. */
export function createHub<Message>(): Hub<Message> {
  const names = new Map<string, Set<Listener<Message>>>()
  return {
    listen(name, listener) {
      const here = names.get(name) ?? new Set()
      names.set(name, here.add(listener))
      return () => {
        here.delete(listener)
        if (here.size === 0 && names.get(name) === here) names.delete(name)
      }
    },
    count: (name) => names.get(name)?.size ?? 0,
    tell(name, message, except) {
      for (const listener of names.get(name) ?? []) if (listener !== except) listener(message)
    },
  }
}
