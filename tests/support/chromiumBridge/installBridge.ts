/**
 * Runs in the page before anything of it, as the preload does: makes `window.subrosa` from the list
 * of channels. Each method hands its argument to the binding of its name, with bytes as base64.
 * Playwright carries this function's text, so it refers to nothing outside itself.
 */
export function installBridge(channels: readonly string[]): void {
  const carry = (value: unknown): unknown => {
    if (!(value instanceof Uint8Array)) return value
    let text = ''
    for (const byte of value) text += String.fromCharCode(byte)
    return { $bytes: btoa(text) }
  }
  const uncarry = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if ('$bytes' in value)
      return Uint8Array.from(atob(String(value.$bytes)), (letter) => letter.charCodeAt(0))
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, uncarry(field)]))
  }
  const bridge = Object.fromEntries(
    channels.map((channel) => [
      channel,
      async (argument: unknown): Promise<unknown> => {
        const ask: unknown = Reflect.get(window, `subrosa:${channel}`)
        if (typeof ask !== 'function') throw new Error(`Nothing answers ${channel}`)
        return uncarry(await Reflect.apply(ask, window, [carry(argument)]))
      },
    ]),
  )
  Object.defineProperty(window, 'subrosa', { value: Object.freeze(bridge) })
}
