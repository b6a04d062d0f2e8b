import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright'

const folder = fileURLToPath(new URL('../../artifacts/screens', import.meta.url))

/** The window that people have at first, and what is left of it at 150%. */
const whole = { width: 1280, height: 840 }
const enlarged = { width: Math.round(1280 / 1.5), height: Math.round(840 / 1.5) }

/** Keeps a picture of the screen for people to look at, in `artifacts/screens`. */
export async function keepPicture(page: Page, where: string, look: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const name = `${where} ${look}`.replaceAll(/[^a-z0-9]+/gu, '-')
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** A picture of the screen as it is when everything is half as large again. */
export async function keepEnlarged(page: Page, where: string): Promise<void> {
  await page.setViewportSize(enlarged)
  await keepPicture(page, where, '150%')
  await page.setViewportSize(whole)
}
