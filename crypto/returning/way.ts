import { fail } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { DeviceSecrets } from '../device.ts'
import type { Sodium } from '../sodium.ts'
import { openWaybill, sealWaybill } from '../waybill/waybill.ts'
import type { Waybill } from '../waybill/waybill.ts'
import { sealReturnMessage } from './message.ts'
import type { ReturnMessage } from './message.ts'
import type { ReturnRequest } from './request.ts'
import type { ReturnRoom } from './room.ts'

/** The last message: a waybill for the device that came back, to a bundle of the whole chain. */
export function createReturnWay(
  sodium: Sodium,
  room: ReturnRoom,
  { conversation, device, sealingKey }: ReturnRequest,
  waybill: Waybill,
): Uint8Array {
  const body = sealWaybill(sodium, room.forum, { id: device, sealingKey }, waybill)
  return sealReturnMessage(sodium, room, { kind: 'way', conversation, body })
}

/** Opens it: `decryption-failed` unless it is for this device. It proves nothing of who left it. */
export function openReturnWay(
  sodium: Sodium,
  room: ReturnRoom,
  device: DeviceSecrets,
  message: ReturnMessage,
): Result<Waybill> {
  if (message.kind !== 'way') return fail('malformed', 'another message was expected')
  return openWaybill(sodium, room.forum, device.id, [device.sealing], message.body)
}
