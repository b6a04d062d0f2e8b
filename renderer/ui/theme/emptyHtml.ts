/**
 * react-aria empties its live region with `innerHTML = ''` when a figure changes twice, which
 * Trusted Types refuse even for the empty text; the whole page would go blank. Emptying an element
 * parses nothing, so it is done without HTML; any other text is refused as before.
 */
export function allowEmptyHtml(): void {
  const property = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')
  const write = property?.set
  if (property === undefined || write === undefined)
    throw new Error('Broken invariant: an element has no innerHTML')
  Object.defineProperty(Element.prototype, 'innerHTML', {
    ...property,
    set(this: Element, html: unknown) {
      if (html === '') this.replaceChildren()
      else write.call(this, html)
    },
  })
}
