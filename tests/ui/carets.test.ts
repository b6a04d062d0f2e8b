import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GalleryPage, openGalleryPage } from '#tests/support/galleryPage.ts'

let gallery: GalleryPage

beforeAll(async () => {
  gallery = await openGalleryPage()
})

afterAll(async () => {
  await gallery.close()
})

const field = () => gallery.page.getByLabel('Written by several at this moment')

async function visit(query: string): Promise<void> {
  await gallery.page.goto(gallery.url + query)
  await field().waitFor()
  await gallery.page.evaluate(() => document.fonts.ready.then(() => undefined))
}

/** The box of each copy with a caret, and that of the field's text. */
const boxes = () =>
  field().evaluate((element) => {
    const box = (of: Element) => {
      const { x, y, width, height } = of.getBoundingClientRect()
      return { x, y, width, height }
    }
    const copies = [...(element.parentElement?.querySelectorAll('[aria-hidden]') ?? [])]
    return {
      field: box(element),
      scrolls: element.scrollHeight > element.clientHeight + 1,
      copies: copies.map(box),
    }
  })

describe('carets of others', () => {
  test.each(['', '?scale=200', '?theme=dark&scale=150'])(
    'stand in a copy that is broken into lines as the field is (%s)',
    async (query) => {
      await visit(query)
      const { field: place, copies, scrolls } = await boxes()
      expect(copies).toHaveLength(2)
      for (const copy of copies) expect(copy).toEqual(place)
      expect(scrolls).toBe(false)
    },
  )

  test('show a name that goes by itself', async () => {
    await gallery.page.clock.install({ time: 0 })
    await gallery.page.clock.pauseAt(1_000)
    await visit('')
    const name = gallery.page.getByText('Dele Okafor', { exact: true }).first()
    const isQuiet = () => name.getAttribute('data-quiet')
    expect(await isQuiet()).toBeNull()
    await gallery.page.clock.runFor(1_500)
    expect(await isQuiet()).toBeNull()
    await gallery.page.clock.runFor(1_000)
    await expect.poll(isQuiet).toBe('')
    await gallery.page.clock.resume()
  })

  test('of one’s own are told when a key, a press or a letter moves them, and when left', async () => {
    await visit('')
    const told = (words: string) => gallery.page.getByText(`One’s own caret: ${words}`).waitFor()
    await told('elsewhere')
    await field().focus()
    await gallery.page.keyboard.press('Control+Home')
    await told('at 0')
    await gallery.page.keyboard.press('ArrowRight')
    await told('at 1')
    await gallery.page.keyboard.type('x')
    await told('at 2')
    await gallery.page.keyboard.press('Control+End')
    await told(`at ${(await field().inputValue()).length}`)
    await gallery.page.getByLabel('Private detail', { exact: true }).focus()
    await told('elsewhere')
  })

  test('are nothing to press: what is behind them is', async () => {
    await visit('')
    const caret = gallery.page.locator('bdi', { hasText: 'Ruth Abrams' }).first()
    await caret.scrollIntoViewIfNeeded()
    const at = await field().boundingBox()
    await gallery.page.mouse.click((at?.x ?? 0) + 120, (at?.y ?? 0) + 24)
    expect(await field().evaluate((element) => element === document.activeElement)).toBe(true)
  })
})
