import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GalleryPage, openGalleryPage } from '#tests/support/galleryPage.ts'
import type { exportedParts, namedParts } from './page/drawnParts.ts'

declare global {
  interface Window {
    /** Put there by `page/mount.tsx`. */
    readonly exportedParts: typeof exportedParts
    readonly namedParts: typeof namedParts
  }
}

/** The page of all parts, and the whole screens that are put together from them. */
const queries = ['', '?show=home', '?show=agenda', '?show=door'] as const

let gallery: GalleryPage

beforeAll(async () => {
  gallery = await openGalleryPage()
})

afterAll(async () => {
  await gallery.close()
})

async function named(query: string) {
  await gallery.page.goto(gallery.url + query)
  await gallery.page.getByRole('heading', { level: 1 }).waitFor()
  return gallery.page.evaluate(() => window.namedParts())
}

describe('the page of all parts', () => {
  test('shows every part that ui exports', async () => {
    const shown = new Set<string>()
    for (const query of queries) for (const { name } of await named(query)) shown.add(name)
    const exported = await gallery.page.evaluate(() => window.exportedParts())
    expect(exported.length).toBeGreaterThan(40)
    expect([...shown].sort()).toEqual([...exported].sort())
  })

  test.each(queries)('draws each part where it says so (%s)', async (query) => {
    const parts = await named(query)
    expect(parts.length).toBeGreaterThan(0)
    expect(parts.filter(({ isDrawn }) => !isDrawn)).toEqual([])
  })
})
