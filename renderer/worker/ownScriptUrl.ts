/** The part of the Trusted Types API that is used here (W3C Trusted Types, section 3). */
interface TrustedTypePolicyFactory {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string }
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypePolicyFactory
  }
}

/** The one policy of the page (it is named in the Content-Security-Policy): our own origin only. */
const policy = window.trustedTypes?.createPolicy('subrosa-worker', { createScriptURL: ownOrigin })

function ownOrigin(url: string): string {
  const { origin, href } = new URL(url, window.location.href)
  if (origin !== window.location.origin)
    throw new Error('Broken invariant: workers are our own files')
  return href
}

/** Makes a script address of our own build acceptable to `new Worker`. */
export function ownScriptUrl(url: string): string {
  return policy === undefined ? ownOrigin(url) : policy.createScriptURL(url)
}
