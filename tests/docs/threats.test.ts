import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const plain = (text: string) => text.replaceAll('’', "'").replaceAll("\\'", "'")
const page = plain(readFileSync(new URL('docs/THREATS.md', root), 'utf8'))

/** The last cell of each row: a file between backticks, then titles between quotation marks. */
const cells = page
  .split('\n')
  .filter((line) => /^\| (?!Who has|-)/.test(line))
  .map((line) => line.split(' | ').at(-1) ?? '')

const named = cells.flatMap((cell) => {
  let file = ''
  return [...cell.matchAll(/`([^`]+)`|"([^"]+)"/g)].flatMap(([, name, title]) => {
    file = name ?? file
    return title === undefined ? [] : [{ file, title }]
  })
})

function sourceOf(name: string): string {
  const file = [`tests/${name}.test.ts`, `tests/${name}.ts`].find((path) =>
    existsSync(new URL(path, root)),
  )
  return file === undefined ? '' : plain(readFileSync(new URL(file, root), 'utf8'))
}

describe('docs/THREATS.md', () => {
  test('names tests that exist', () => {
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter(({ file, title }) => !sourceOf(file).includes(title))).toEqual([])
  })

  test('says for each threat which test shows it, or that there is none yet', () => {
    expect(cells.length).toBeGreaterThan(50)
    expect(cells.filter((cell) => !/`: "|none yet/.test(cell))).toEqual([])
  })
})
