import * as ui from '#renderer/ui/index.ts'

/** A part that the page says it shows, and whether React has drawn it in the place that says so. */
export interface NamedPart {
  readonly name: string
  readonly isDrawn: boolean
}

const parts: ReadonlyMap<string, unknown> = new Map(
  Object.entries(ui).filter(([name]) => /^[A-Z]/.test(name)),
)

/** The names of all components that `ui` exports. */
export function exportedParts(): readonly string[] {
  return [...parts.keys()]
}

/** What the elements with `data-parts` name, each looked for by its own function in what React drew. */
export function namedParts(): readonly NamedPart[] {
  return [...document.querySelectorAll<HTMLElement>('[data-parts]')].flatMap((place) => {
    const drawn = new Set(typesBelow(fiberOf(place)))
    const names = place.dataset['parts']?.split(' ').filter((name) => name !== '') ?? []
    return names.map((name) => ({ name, isDrawn: drawn.has(parts.get(name)) }))
  })
}

/** React keeps what it drew (a "fiber") under a property of each element; the rest of its name varies. */
function fiberOf(element: HTMLElement): unknown {
  const key = Object.keys(element).find((name) => name.startsWith('__reactFiber$'))
  if (key === undefined) throw new Error('React drew no element with data-parts, or names it anew')
  return Reflect.get(element, key)
}

function typesBelow(fiber: unknown): readonly unknown[] {
  const types: unknown[] = []
  let child = field(fiber, 'child')
  while (child !== null) {
    types.push(field(child, 'elementType'), ...typesBelow(child))
    child = field(child, 'sibling')
  }
  return types
}

function field(fiber: unknown, name: 'child' | 'sibling' | 'elementType'): unknown {
  return typeof fiber === 'object' && fiber !== null ? Reflect.get(fiber, name) : null
}
