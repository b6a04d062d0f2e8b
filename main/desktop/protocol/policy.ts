/**
 * The page's Content-Security-Policy. The relay's address is the only thing the page may reach;
 * changing it means a new policy and so a reload. See docs/THREATS.md.
 */
export function contentSecurityPolicy(relayUrl: string): string {
  const directives: readonly (readonly [string, string])[] = [
    ['default-src', "'none'"],
    ['script-src', "'self' 'wasm-unsafe-eval'"],
    ['style-src', "'self'"],
    ['img-src', "'self' blob:"],
    ['font-src', "'self'"],
    ['media-src', "'none'"],
    ['connect-src', relayUrl],
    ['worker-src', "'self'"],
    ['frame-src', "'none'"],
    ['object-src', "'none'"],
    ['base-uri', "'none'"],
    ['form-action', "'none'"],
    ['frame-ancestors', "'none'"],
    ['require-trusted-types-for', "'script'"],
    ['trusted-types', 'subrosa-worker'],
  ]
  return directives.map(([name, value]) => `${name} ${value}`).join('; ')
}

/** Every header that each answer of the page's protocol carries. */
export function pageHeaders(relayUrl: string, type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy(relayUrl),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=()',
    'cache-control': 'no-store',
  }
}
