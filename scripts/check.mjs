import { parseArgs } from 'node:util'
import { steps } from './checks/steps.mjs'
import { root } from './lib/paths.mjs'
import { run, say, stop } from './lib/run.mjs'

/** How many tools run beside each other. */
const width = 2

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } })
const wanted = values.only
const chosen = wanted ? steps.filter((step) => wanted.some((name) => fits(step, name))) : steps
const unknown = wanted?.find((name) => !steps.some((step) => fits(step, name)))
if (unknown !== undefined) {
  const names = [...new Set(steps.flatMap((step) => [step.family, step.name]))]
  stop(`There is no check named "${unknown}". There are: ${names.join(', ')}.`)
}

const failed = await runAll(chosen)
say(`${chosen.length - failed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function fits(step, name) {
  return step.family === name || step.name === name
}

async function runAll(list) {
  const waiting = [...list]
  let bad = 0
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift())
      if (!(await passes(step))) bad += 1
  }
  await Promise.all(Array.from({ length: width }, worker))
  return bad
}

async function passes({ name, command: [program, args] }) {
  const started = performance.now()
  const result = await run(program, args, { cwd: root })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const good = result.code === 0
  say(`${good ? 'pass' : 'FAIL'}  ${name} (${seconds} s)`)
  if (!good) say(indented(`${result.stdout}${result.stderr}`))
  return good
}

function indented(text) {
  return text.trim().replace(/^/gm, '      ')
}
