/**
 * Puts text on the clipboard. Where the computer forbids it, selects `shown` (an element that shows
 * the same text) so that it can be copied by hand, and answers false.
 */
export async function copyText(text: string, shown: Node | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    if (shown !== null) window.getSelection()?.selectAllChildren(shown)
    return false
  }
}
