import { setTextScale, setTheme, type TextScale, textScales, type Theme, themes } from './theme.ts'

/** How the page looks on this computer: nothing anybody wrote, so it may lie outside the seal. */
export interface Look {
  readonly theme: Theme
  readonly scale: TextScale
}

const key = 'look'
const plain: Look = { theme: 'system', scale: 100 }

/** The look chosen last on this computer; the plain one when none was, or it cannot be read. */
export function readLook(): Look {
  try {
    return parseLook(JSON.parse(store().getItem(key) ?? 'null'))
  } catch {
    return plain
  }
}

/** Shows a look and remembers it where it can. */
export function chooseLook(look: Look): void {
  showLook(look)
  try {
    store().setItem(key, JSON.stringify(look))
  } catch {
    // A full or forbidden store costs the memory of the look, nothing else.
  }
}

export function showLook({ theme, scale }: Look): void {
  setTheme(theme)
  setTextScale(scale)
}

function parseLook(value: unknown): Look {
  if (typeof value !== 'object' || value === null) return plain
  return {
    theme: themes.find((each) => 'theme' in value && each === value.theme) ?? plain.theme,
    scale: textScales.find((each) => 'scale' in value && each === value.scale) ?? plain.scale,
  }
}

/** The look is needed at the door, before any key is there, so it cannot be sealed. */
function store(): Storage {
  return window.localStorage // oxlint-disable-line no-restricted-globals -- theme and text size only; no content
}
