import { decodeContents, encodeContents, type HeldForum } from '#renderer/data/profile/index.ts'
import { invariant } from '#shared/result.ts'
import { must } from '../measure/expect.ts'
import { bytesOf } from './ours.ts'

/** Keeps what this page holds of the forum, and a bare state, over reloads of the page. */
export function keepForReload(held: HeldForum, state: Uint8Array): void {
  sessionStorage.setItem('held', textOf(encodeContents({ version: 1, forum: held })))
  sessionStorage.setItem('state', textOf(state))
}

export function keptForum(): HeldForum {
  const { forum } = must(decodeContents(bytesOf(sessionStorage.getItem('held') ?? '')), 'kept')
  invariant(forum !== null, 'a forum was kept')
  return forum
}

export function keptState(): Uint8Array {
  return bytesOf(sessionStorage.getItem('state') ?? '')
}

function textOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
