import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { artifacts, root } from './paths.mjs'
import { run } from './run.mjs'

/**
 * Runs one vitest configuration with its progress shown, and returns what it counted. A run that
 * ends without a report (a crash, or no test found) counts as one failure.
 *
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function vitest(config, extra = []) {
  const report = join(artifacts, 'test', `${config.replaceAll('/', '-')}.json`)
  rmSync(report, { force: true })
  const bin = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const { code } = await run(
    process.execPath,
    [
      ...[bin, 'run', '--config', config, '--reporter=default', '--reporter=json'],
      ...[`--outputFile.json=${report}`, ...extra],
    ],
    { cwd: root, show: true },
  )
  try {
    const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(report, 'utf8'))
    const outside = numFailedTests === 0 && (!success || code !== 0 || numPassedTests === 0) ? 1 : 0
    return { passed: numPassedTests, failed: numFailedTests + outside }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
