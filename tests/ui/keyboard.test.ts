import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type GalleryPage, openGalleryPage } from '#tests/support/galleryPage.ts'

let gallery: GalleryPage
let page: Page

beforeAll(async () => {
  gallery = await openGalleryPage()
  page = gallery.page
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

afterAll(async () => {
  await gallery.close()
})

/** The names of the rows from top to bottom. */
async function rows(): Promise<string[]> {
  const names: string[] = []
  for (const row of await page.getByRole('row').all())
    names.push((await row.getAttribute('aria-label')) ?? '')
  return names
}

const focused = () =>
  page.evaluate(() => {
    const active = document.activeElement
    if (!(active instanceof HTMLElement)) return ''
    const label = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : undefined
    return `${active.getAttribute('role') ?? active.tagName.toLowerCase()} ${active.getAttribute('aria-label') ?? label ?? ''}`
  })

describe('a list that is put in order', () => {
  beforeEach(async () => {
    await page.goto(`${gallery.url}?show=agenda`)
    await page.getByRole('row').first().focus()
  })

  test('Alt and an arrow move the row that has the focus, and the focus goes with it', async () => {
    await page.keyboard.press('Alt+ArrowDown')
    await page.keyboard.press('Alt+ArrowDown')
    expect((await rows()).slice(0, 3)).toEqual([
      'Confidentiality restated',
      'Clear the air',
      'Arrive, devices away, one word each',
    ])
    expect(await focused()).toBe('row Arrive, devices away, one word each')
    await page.keyboard.press('Alt+ArrowUp')
    expect((await rows())[1]).toBe('Arrive, devices away, one word each')
    expect(await focused()).toBe('row Arrive, devices away, one word each')
  })

  test('a move is said to who listens', async () => {
    await page.keyboard.press('Alt+ArrowDown')
    expect(await page.getByRole('status').textContent()).toBe(
      'Arrive, devices away, one word each is now 2 of 8',
    )
  })

  test('at the ends nothing moves', async () => {
    const before = await rows()
    await page.keyboard.press('Alt+ArrowUp')
    await page.keyboard.press('End')
    await page.keyboard.press('Alt+ArrowDown')
    expect(await rows()).toEqual(before)
  })

  test('Tab goes into the fields of a row, which take every letter, and Escape comes back', async () => {
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('button Move Confidentiality restated')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('input Title of Confidentiality restated')
    await page.keyboard.press('End')
    await page.keyboard.type(' a b')
    expect(await focused()).toBe('input Title of Confidentiality restated a b')
    await page.keyboard.press('Escape')
    expect(await focused()).toBe('row Confidentiality restated a b')
  })

  test('a row also moves from within its fields, and the field keeps the focus and the caret', async () => {
    const field = page.getByRole('textbox', { name: 'Title of Clear the air' })
    await field.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Alt+ArrowUp')
    await page.keyboard.press('Alt+ArrowUp')
    expect((await rows())[0]).toBe('Clear the air')
    expect(await focused()).toBe('input Title of Clear the air')
    await page.keyboard.type('x')
    expect(
      await field.or(page.getByRole('textbox', { name: 'Title of Cxlear the air' })).inputValue(),
    ).toBe('Cxlear the air')
  })

  test('arrows in a field of minutes count and do not move anything', async () => {
    const before = await rows()
    await page.getByRole('textbox', { name: 'Minutes of Updates' }).focus()
    await page.keyboard.press('ArrowUp')
    expect(await page.getByRole('textbox', { name: 'Minutes of Updates' }).inputValue()).toBe('41')
    await page.keyboard.press('Alt+ArrowUp')
    expect(await page.getByRole('textbox', { name: 'Minutes of Updates' }).inputValue()).toBe('41')
    expect(await rows()).not.toEqual(before)
  })

  test('the handle moves a row by keys alone and by the pointer', async () => {
    await page.getByRole('button', { name: 'Move Arrive, devices away, one word each' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await rows())[0]).toBe('Confidentiality restated')

    const order = await rows()
    const last = page.getByRole('row').last()
    const box = await last.boundingBox()
    if (box === null) throw new Error('the last row is on the page')
    const clock = page.getByText('13:00', { exact: true })
    await clock.hover()
    await page.mouse.down()
    await page.mouse.move(box.x + 200, box.y + box.height / 2, { steps: 8 })
    await page.mouse.move(box.x + 200, box.y + box.height - 3, { steps: 4 })
    await page.mouse.up()
    await expect.poll(rows).toEqual([...order.slice(1), 'Confidentiality restated'])
  })
})

describe('a dialog', () => {
  test('takes the focus, holds it, and gives it back to the button that opened it', async () => {
    await page.goto(gallery.url)
    const opener = page.getByRole('button', { name: 'Open a dialog' })
    await opener.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Park a topic' })
    await dialog.waitFor()
    expect(await focused()).toBe('input Title')
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab')
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(
        true,
      )
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect
      .poll(() => opener.evaluate((element) => element === document.activeElement))
      .toBe(true)
  })
})

describe('a score', () => {
  test('is chosen by typing the figure, one then nought for ten', async () => {
    await page.goto(gallery.url)
    const chosen = () =>
      page
        .getByRole('radiogroup', { name: 'Urgency', exact: true })
        .getByRole('radio', { checked: true })
    await chosen().focus()
    await page.keyboard.press('3')
    expect(await chosen().inputValue()).toBe('3')
    await page.keyboard.press('1')
    await page.keyboard.press('0')
    expect(await chosen().inputValue()).toBe('10')
    await page.keyboard.press('ArrowLeft')
    expect(await chosen().inputValue()).toBe('9')
  })
})
