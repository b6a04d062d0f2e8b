/** The first Electron whose binary has the fuse `grantFileProtocolExtraPrivileges`. */
const firstWithFileFuse = 29

/**
 * The release's configuration changed in what a runtime found on this machine needs, and in nothing
 * else: where it lies and its version, no fuse that it lacks, and Node's debugger left reachable,
 * since Playwright drives the packaged app through it. Throws when the release no longer has a line
 * to change.
 *
 * @param {string} release the text of electron-builder.yml
 * @param {{ folder: string, version: string }} runtime
 */
export function overlay(release, { folder, version }) {
  const changes = [
    [
      /^electronVersion: .*$/m,
      `electronVersion: ${version}\nelectronDist: ${JSON.stringify(folder)}`,
    ],
    [/^ {2}enableNodeCliInspectArguments: false$/m, '  enableNodeCliInspectArguments: true'],
  ]
  if (Number.parseInt(version, 10) < firstWithFileFuse)
    changes.push([/^ {2}grantFileProtocolExtraPrivileges: false\n/m, ''])
  return changes.reduce((text, [line, instead]) => {
    if (!line.test(text)) throw new Error(`electron-builder.yml has no line ${line}`)
    return text.replace(line, () => instead)
  }, release)
}
