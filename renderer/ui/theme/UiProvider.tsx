import type { ReactNode } from 'react'
import { I18nProvider, RouterProvider } from 'react-aria-components'
import { allowEmptyHtml } from './emptyHtml.ts'

allowEmptyHtml()

export interface UiProviderProps {
  /** BCP 47 tag; the computer's own when left out. */
  readonly locale?: string | undefined
  /** Called for links within the app instead of loading a page. */
  readonly navigate?: ((href: string) => void) | undefined
  readonly children: ReactNode
}

export function UiProvider({ locale, navigate, children }: UiProviderProps) {
  const inner =
    navigate === undefined ? (
      children
    ) : (
      <RouterProvider navigate={navigate}>{children}</RouterProvider>
    )
  return locale === undefined ? inner : <I18nProvider locale={locale}>{inner}</I18nProvider>
}
