import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rules } from '#crypto'

const root = new URL('../../', import.meta.url)
const plain = (text: string) => text.replaceAll('’', "'")
const page = plain(readFileSync(new URL('docs/PROTOCOL.md', root), 'utf8'))
const tests = readdirSync(new URL('tests/', root), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(test|e2e)\.ts$|^contracts\//.test(file))
  .map((file) => plain(readFileSync(new URL(`tests/${file}`, root), 'utf8')).replaceAll("\\'", "'"))
  .join('\n')

describe('docs/PROTOCOL.md', () => {
  test('names tests that exist', () => {
    const named = [...page.matchAll(/_"(.+?)"_(?=[.,;:)]| |$)/gm)].map(([, title]) => title ?? '')
    expect(named.length).toBeGreaterThan(60)
    // Titles of tables of cases begin alike; what follows a "%" or "…" is the case.
    const missing = named.filter((title) => !tests.includes(title.replace(/ …$/, '')))
    const cases = missing.filter((title) => {
      const [, , rest] = /^(refuses a side) (.+)$/.exec(title) ?? []
      return rest === undefined || !tests.includes(`'${rest}'`)
    })
    expect(cases).toEqual([])
  })

  test('has every rule of the chain, word for word', () => {
    for (const { name, sentence, failure } of rules) {
      const words = plain(sentence).replaceAll('“', '"').replaceAll('”', '"')
      const row = page.split('\n').find((line) => line.startsWith(`| ${name} `))
      expect(row?.split('|').map((cell) => cell.trim())).toEqual([
        '',
        name,
        words,
        `\`${failure}\``,
        '',
      ])
    }
  })
})
