import type { DeviceId } from '#shared/ids.ts'

/**
 * Whether the author of a snapshot may say how far a log goes: one's own logs, and every log for
 * whoever opened the epoch and so let the newcomers in. Anybody else could otherwise make a newcomer
 * pass over what an honest member writes, by claiming that it is covered already.
 */
export function speaksFor(
  author: DeviceId,
  cover: { readonly device: DeviceId },
  opener: DeviceId | undefined,
): boolean {
  return author === cover.device || author === opener
}
