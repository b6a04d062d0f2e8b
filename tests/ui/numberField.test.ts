import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GalleryPage, openGalleryPage } from '#tests/support/galleryPage.ts'

let gallery: GalleryPage

beforeAll(async () => {
  gallery = await openGalleryPage()
})

afterAll(async () => {
  await gallery.close()
})

test('A figure that changes again and again is said to who listens, and the page stays', async () => {
  const { page } = gallery
  await page.goto(gallery.url)
  const field = page.getByLabel('Minutes', { exact: true })
  await field.focus()
  for (let time = 0; time < 3; time++) await page.keyboard.press('ArrowUp')
  await page.waitForTimeout(300)
  for (let time = 0; time < 3; time++) await page.keyboard.press('ArrowUp')
  expect(await field.inputValue()).toBe('46')
  expect(gallery.complaints).toEqual([])
})

test('Any other text that is set as HTML is refused as before', async () => {
  const { page } = gallery
  await page.goto(gallery.url)
  const refused = await page.evaluate(() => {
    try {
      document.body.innerHTML = '<p>set</p>'
      return 'set'
    } catch (error) {
      return error instanceof TypeError ? 'refused' : String(error)
    }
  })
  expect(refused).toBe('refused')
})
