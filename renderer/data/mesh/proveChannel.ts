import type { DeviceId } from '#shared/ids.ts'
import { fail, ok, type Failure, type Result } from '#shared/result.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { MessageChannel } from './messageChannel.ts'
import type { Authenticate, ChannelBinding } from './types.ts'

/**
 * Runs the handshake on an open channel, before anything else may pass. `onEnd` is called once,
 * synchronously with the message that ends it, so that the next message already finds its reader.
 * Every failure is 'peer-not-authenticated'.
 */
export function proveChannel(
  connection: RTCPeerConnection,
  messages: MessageChannel,
  authenticate: Authenticate,
  onEnd: (result: Result<DeviceId>) => void,
): void {
  const binding = bindingOf(connection)
  if (!binding.ok) return onEnd(binding)
  const handshake = authenticate(binding.value)
  let ended = false

  function end(result: Result<DeviceId>) {
    ended = true
    onEnd(result)
  }

  void messages.send(handshake.opening)
  messages.onMessage((message) => {
    if (ended) return
    const step = handshake.receive(message)
    if (!step.ok) return end(refusal(step.failure))
    if (step.value.send !== null) void messages.send(step.value.send)
    if (step.value.device !== null) end(ok(step.value.device))
  })
}

/** What the two ends of this connection agree on if, and only if, nobody sits between them. */
function bindingOf(connection: RTCPeerConnection): Result<ChannelBinding> {
  const { localDescription, remoteDescription } = connection
  const local = fingerprintOf(localDescription?.sdp ?? '')
  const remote = fingerprintOf(remoteDescription?.sdp ?? '')
  if (!local.ok) return local
  if (!remote.ok) return remote
  const role = localDescription?.type === 'offer' ? 'caller' : 'answerer'
  return ok({ role, localFingerprint: local.value, remoteFingerprint: remote.value })
}

function refusal({ code, detail }: Failure): Result<never> {
  return fail('peer-not-authenticated', detail === undefined ? code : `${code}: ${detail}`)
}
