import { readText, report, sourceFiles } from './files.mjs'

const limit = 400

/** No file that a person writes may be longer than 400 lines. */
const files = await sourceFiles()
const faults = files.flatMap((file) => {
  const lines = (readText(file) ?? '').replace(/\n$/, '').split('\n').length
  return lines > limit ? [`${file}: ${lines} lines, the limit is ${limit}; split it by idea`] : []
})
report({ faults, seen: files.length, atLeast: 30, what: 'source files' })
