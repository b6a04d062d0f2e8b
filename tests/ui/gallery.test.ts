import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GalleryPage, openGalleryPage } from '#tests/support/galleryPage.ts'

let gallery: GalleryPage

beforeAll(async () => {
  gallery = await openGalleryPage()
  // What fades has the contrast of neither end while it does.
  await gallery.page.emulateMedia({ reducedMotion: 'reduce' })
})

afterAll(async () => {
  await gallery.close()
})

/** What axe finds, one line a finding; 7:1 for text is asked for on top of its own rules. */
async function findings(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: gallery.page })
    .options({ rules: { 'color-contrast-enhanced': { enabled: true } } })
    .analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
}

async function visit(query: string): Promise<void> {
  await gallery.page.goto(gallery.url + query)
  await gallery.page.getByRole('heading', { level: 1 }).waitFor()
  await gallery.page.evaluate(() => document.fonts.ready.then(() => undefined))
}

describe('the page of all parts', () => {
  test.each([
    '?theme=light',
    '?theme=dark',
    '?theme=light&scale=200',
    '?show=home&theme=light',
    '?show=agenda&theme=dark',
    '?show=door&theme=dark',
  ])('axe finds nothing at %s', async (query) => {
    await visit(query)
    expect(await findings()).toEqual([])
  })

  test('axe finds nothing in forced colours', async () => {
    await gallery.page.emulateMedia({ forcedColors: 'active' })
    await visit('')
    expect(await findings()).toEqual([])
    await gallery.page.emulateMedia({ forcedColors: null })
  })

  test('axe finds nothing in what floats', async () => {
    const { page } = gallery
    await visit('?theme=light')
    await page.getByRole('button', { name: 'Open a dialog' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await findings()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Find something' }).click()
    await page.getByRole('dialog', { name: 'Find' }).waitFor()
    expect(await findings()).toEqual([])
    await page.keyboard.type('nobody at all')
    await page.getByText('Nothing here has that name.').waitFor()
    expect(await findings()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'More for this item' }).click()
    await page.getByRole('menu').waitFor()
    expect(await findings()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Show a short message' }).click()
    await page.getByRole('alertdialog', { name: 'Topic moved to the agenda.' }).waitFor()
    expect(await findings()).toEqual([])
  })

  test.each([
    ['?scale=200', 1280],
    ['?show=agenda&scale=200', 1280],
    ['?show=home', 360],
    ['?show=agenda', 360],
    ['?show=door', 320],
    ['', 360],
  ])('nothing is wider than the window at %s, %i px', async (query, width) => {
    await gallery.page.setViewportSize({ width, height: 800 })
    await visit(query)
    const over = await gallery.page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    )
    expect(over).toBeLessThanOrEqual(0)
    await gallery.page.setViewportSize({ width: 1280, height: 800 })
  })

  test('a choice of dark holds on a light computer and the other way round', async () => {
    const paper = () => gallery.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    await gallery.page.emulateMedia({ colorScheme: 'light' })
    await visit('?theme=dark')
    const dark = await paper()
    await gallery.page.emulateMedia({ colorScheme: 'dark' })
    await visit('?theme=light')
    const light = await paper()
    await visit('')
    expect(await paper()).toBe(dark)
    expect(light).not.toBe(dark)
    await gallery.page.emulateMedia({ colorScheme: null })
  })

  test('nothing asks for more than the strict policy allows', () => {
    expect(gallery.complaints).toEqual([])
  })
})
