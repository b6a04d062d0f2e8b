/** Set by the build: true only in a release. */
declare const __RELEASE__: boolean

/** The oldest Electron that still gets security fixes with this version of the app. */
const oldestSupported = 45

/** Whether this Electron may hold a real forum. */
export function isSupportedRuntime(version: string): boolean {
  return Number.parseInt(version, 10) >= oldestSupported
}

/** True in a release, which refuses an unsupported Electron; false in development and tests. */
export function isRelease(): boolean {
  return __RELEASE__
}

/** The window's title: never content, but a warning where one is due. */
export function windowTitle(version: string): string {
  return isSupportedRuntime(version)
    ? 'Subrosa'
    : `Subrosa (for trying out only: Electron ${version} is out of date)`
}
