import { normalize, sep } from 'node:path'
import { isOwnUrl } from './origin.ts'

const types: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['woff2', 'font/woff2'],
  ['woff', 'font/woff'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['wasm', 'application/wasm'],
])

/** A file of the page: its path below the page's folder, and its media type. */
export interface PageFile {
  readonly path: string
  readonly type: string
}

/**
 * Decides which file a URL of the page means; null refuses. Only the path counts; anything that
 * would leave the folder, names no known type, or hides separators in escapes is refused.
 */
export function resolveFile(text: string): PageFile | null {
  if (!isOwnUrl(text)) return null
  let path: string
  try {
    path = decodeURIComponent(new URL(text).pathname)
  } catch {
    return null
  }
  if (/[\\\0:%]/.test(path) || path.includes('//')) return null
  if (path === '/' || path === '') path = '/index.html'
  const inside = normalize(path).split(sep).join('/')
  if (inside !== path || inside.includes('..')) return null
  const type = types.get(path.slice(path.lastIndexOf('.') + 1))
  return type === undefined ? null : { path: path.slice(1), type }
}
