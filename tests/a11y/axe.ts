import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { keepEnlarged, keepPicture } from './pictures.ts'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds on a page as it stands, one line a finding: where, which rule, what. */
async function findings(page: Page, where: string): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  // Runs in this page; axe's own second page would be one more without our bridge.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    // react-aria's announcer names a button under way by its id for seven seconds, also after it is gone.
    .exclude('[data-live-announcer]')
    .withTags(standards)
    .analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${where}: ${id}: ${html}`))
}

/** The ways in which a screen is looked at. */
const looks = [
  { name: 'light', media: { colorScheme: 'light', forcedColors: 'none' } },
  { name: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
  { name: 'forced colours', media: { colorScheme: 'light', forcedColors: 'active' } },
] as const

/** The findings of a screen in every look; a picture of each is kept. */
export async function findingsInEveryLook(page: Page, where: string): Promise<string[]> {
  const found: string[] = []
  for (const look of looks) {
    await page.emulateMedia({ ...look.media, reducedMotion: 'reduce' })
    found.push(...(await findings(page, `${where}, ${look.name}`)))
    await keepPicture(page, where, look.name)
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' })
  await keepEnlarged(page, where)
  return found
}
