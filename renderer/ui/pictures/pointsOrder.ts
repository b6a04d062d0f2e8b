/** Something with two figures, each from 0 to the picture's greatest. */
export interface Placeable {
  readonly id: string
  readonly x: number
  readonly y: number
}

/** A point and how many steps it stands aside, because others have the same two figures. */
export type Placed<T> = T & { readonly aside: number }

/** Sets points with the same figures beside each other, evenly around where they belong. */
export function setAside<T extends Placeable>(points: readonly T[]): readonly Placed<T>[] {
  const shared = new Map<string, T[]>()
  for (const point of points) {
    const place = `${point.x} ${point.y}`
    shared.set(place, [...(shared.get(place) ?? []), point])
  }
  return points.map((point) => {
    const group = shared.get(`${point.x} ${point.y}`) ?? [point]
    return { ...point, aside: group.indexOf(point) - (group.length - 1) / 2 }
  })
}

const byX = (a: Placeable, b: Placeable) => a.x - b.x || a.y - b.y || (a.id < b.id ? -1 : 1)
const byY = (a: Placeable, b: Placeable) => a.y - b.y || a.x - b.x || (a.id < b.id ? -1 : 1)

/** Where a key leads from one point: left and right along x, up and down along y; null when nowhere. */
export function pointAfter(points: readonly Placeable[], id: string, key: string): string | null {
  const across = key === 'ArrowLeft' || key === 'ArrowRight' || key === 'Home' || key === 'End'
  const order = [...points].sort(across ? byX : byY)
  if (key === 'Home') return order[0]?.id ?? null
  if (key === 'End') return order[order.length - 1]?.id ?? null
  const step =
    key === 'ArrowRight' || key === 'ArrowUp'
      ? 1
      : key === 'ArrowLeft' || key === 'ArrowDown'
        ? -1
        : 0
  const at = order.findIndex((point) => point.id === id)
  return step === 0 || at < 0 ? null : (order[at + step]?.id ?? null)
}
