import type { Page } from 'playwright'
import { sentenceFor } from '#renderer/words/index.ts'
import type { FailureCode } from '#shared/failure.ts'

/** Waits until the sentence of a failure can be read somewhere on the screen. */
export async function says(page: Page, code: FailureCode): Promise<void> {
  await page.getByText(sentenceFor({ code })).first().waitFor()
}
