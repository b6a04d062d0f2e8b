/**
 * Silences the data channel over which y-webrtc would exchange documents and awareness: nothing is
 * sent on it and nothing that arrives on it reaches a decoder. It stays open, because simple-peer
 * takes it for the sign that a connection lives; while `held()` its closing is kept from simple-peer,
 * so that y-webrtc does not knock again at once.
 */
export function silence(channel: RTCDataChannel, held: () => boolean): RTCDataChannel {
  let onclose: unknown = null
  channel.addEventListener('close', (event) => {
    if (!held() && typeof onclose === 'function') onclose.call(channel, event)
  })
  return Object.defineProperties(channel, {
    send: { value: () => {} },
    onmessage: { get: () => null, set: () => {} },
    onclose: {
      get: () => onclose,
      set: (handler: unknown) => {
        onclose = handler
      },
    },
  })
}
