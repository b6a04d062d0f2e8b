export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const textScales = [100, 125, 150, 200] as const
export type TextScale = (typeof textScales)[number]

/** Chooses paper or dusk for the whole page; `system` follows the computer. */
export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

/** Text size in percent of the computer's own. Everything is measured in rem and follows. */
export function setTextScale(percent: TextScale): void {
  if (percent === 100) delete document.documentElement.dataset['scale']
  else document.documentElement.dataset['scale'] = String(percent)
}
