import type { Session } from 'electron'
import { isOwnUrl } from '../protocol/origin.ts'

/**
 * Everything the page may do beyond showing itself, with the reason. What is not here is refused.
 * The three network names are those of Electron 45, for a relay on this computer or at home.
 */
const allowed: ReadonlyMap<string, string> = new Map([
  ['clipboard-sanitized-write', 'copying an invitation code'],
  ['persistent-storage', 'the sealed log must not be pruned'],
  ['local-network-access', 'a relay in the own network'],
  ['local-network', 'a relay in the own network'],
  ['loopback-network', 'a relay hosted by this app'],
])

/** Whether our own page may have a permission; another origin never may. */
export function mayHave(permission: string, requestingUrl: string): boolean {
  return allowed.has(permission) && isOwnUrl(requestingUrl)
}

/** Sets all four permission handlers: request, check, device and screen. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(mayHave(permission, details.requestingUrl)),
  )
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    mayHave(permission, requestingOrigin),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
}
