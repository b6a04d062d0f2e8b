import { afterEach, describe, expect, test, vi } from 'vitest'
import { isRelease, isSupportedRuntime, windowTitle } from '#main/desktop/runtime.ts'

afterEach(() => vi.unstubAllGlobals())

describe('The Electron that runs', () => {
  test.each(['45.0.0', '45.4.1', '46.0.0-beta.1', '100.0.0'])(
    '%s may hold a real forum',
    (version) => {
      expect(isSupportedRuntime(version)).toBe(true)
      expect(windowTitle(version)).toBe('Subrosa')
    },
  )

  test.each(['25.1.1', '44.9.9', '4.5.0', '', 'v45.0.0', 'unknown'])('%j may not', (version) => {
    expect(isSupportedRuntime(version)).toBe(false)
    expect(windowTitle(version)).toBe(
      `Subrosa (for trying out only: Electron ${version} is out of date)`,
    )
  })

  test.each([true, false])('a build knows whether it is a release (%s)', (release) => {
    vi.stubGlobal('__RELEASE__', release)
    expect(isRelease()).toBe(release)
  })
})
