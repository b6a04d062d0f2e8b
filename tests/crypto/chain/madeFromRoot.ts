import type { Sodium } from '#crypto'
import { concatBytes, encode, encodeUtf8 } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import { present } from './book.ts'

/** What section 7 of docs/PROTOCOL.md makes an epoch's boxes from. */
export interface OpenParts {
  readonly forum: Uint8Array
  readonly scope: string
  readonly parents: readonly Uint8Array[]
  readonly opener: Uint8Array
  readonly root: Uint8Array
  /** In the order of the devices' ids. */
  readonly recipients: readonly { readonly device: Uint8Array; readonly key: Uint8Array }[]
}

const noNonce = new Uint8Array(24)
const text = encodeUtf8
/** lp(x) of each. */
const lps = (...parts: readonly Uint8Array[]) =>
  encode((writer) => {
    for (const part of parts) writer.bytes(part)
  })

/** The 36 boxes, written down from the page once more, beside the product's own. */
export function madeFromRoot(sodium: Sodium, parts: OpenParts): Uint8Array {
  const { root } = parts
  const ctx = contextOf(parts)
  const boxes: Uint8Array[] = parts.recipients.map(({ device, key }) => {
    const coins = sodium.hash(64, concatBytes(lps(text('SR1/coins')), ctx, lps(device, key)), root)
    const { ciphertext, secret } = present(sodium.encapsulate(key, coins) ?? undefined, 'key')
    const hashes = lps(
      sodium.hash(32, lps(text('SR1/wrap-ciphertext'), ciphertext)),
      sodium.hash(32, lps(text('SR1/wrap-key'), key)),
    )
    const wrap = concatBytes(lps(text('SR1/wrap')), hashes, ctx, lps(device, parts.opener))
    return concatBytes(ciphertext, sodium.seal(sodium.hash(32, wrap, secret), noNonce, ctx, root))
  })
  for (let place = boxes.length; place < 36; place++) {
    const key = sodium.hash(32, lps(text('SR1/filler'), ctx, Uint8Array.of(place)), root)
    boxes.push(sodium.seal(key, noNonce, ctx, new Uint8Array(1152)))
  }
  return concatBytes(...boxes)
}

/** ctx = lp(forum) | lp(scope) | lp(parents, ascending, joined). */
function contextOf({ forum, scope, parents }: OpenParts): Uint8Array {
  const ascending = [...parents].sort((a, b) => (toHex(a) < toHex(b) ? -1 : 1))
  return lps(forum, text(scope), concatBytes(...ascending))
}
