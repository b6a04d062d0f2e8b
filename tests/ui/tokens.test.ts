import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('../../renderer/ui/theme/tokens.css', import.meta.url), 'utf8')

/** The colours (six-digit hex) declared in the first block whose selector is `selector`. */
function colours(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`${selector} {`)
  if (start < 0) throw new Error(`tokens.css has no block ${selector}`)
  const block = css.slice(start, css.indexOf('}', start))
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [
      name,
      hex,
    ]),
  )
}

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

describe.each([
  ['light', ':root'],
  ['dark', ":root[data-theme='dark']"],
])('the %s colours', (_name, selector) => {
  const palette = colours(selector)
  const colour = (name: string) => {
    const hex = palette.get(name)
    if (hex === undefined) throw new Error(`${selector} has no colour ${name}`)
    return hex
  }

  test.each(['ink', 'soft', 'moss-ink', 'amber-ink'])(
    'give words in %s 7:1 on paper, card and wash',
    (text) => {
      for (const ground of ['paper', 'card', 'wash']) {
        expect(contrast(colour(text), colour(ground)), ground).toBeGreaterThanOrEqual(7)
      }
    },
  )

  test('give the words of the primary action 7:1, also while it is pressed', () => {
    expect(contrast(colour('on-rose'), colour('rose'))).toBeGreaterThanOrEqual(7)
    expect(contrast(colour('on-rose'), colour('rose-deep'))).toBeGreaterThanOrEqual(7)
  })

  test.each(['edge', 'moss', 'amber', 'rose'])(
    'give edges and marks in %s 3:1 on every ground',
    (mark) => {
      for (const ground of ['paper', 'card', 'wash']) {
        expect(contrast(colour(mark), colour(ground)), ground).toBeGreaterThanOrEqual(3)
      }
    },
  )

  test('give selected words 7:1', () => {
    expect(contrast(colour('ink'), colour('mark'))).toBeGreaterThanOrEqual(7)
  })
})

test('dark by choice and dark by the computer are the same colours', () => {
  expect(colours(":root:not([data-theme='light'])")).toEqual(colours(":root[data-theme='dark']"))
})
