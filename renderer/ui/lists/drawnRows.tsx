import { createContext, memo, type ReactNode, useContext, useMemo } from 'react'

interface Anything {
  readonly id: string
}

type Draw = (item: Anything, index: number) => ReactNode

interface Drawing {
  readonly places: ReadonlyMap<string, { readonly item: Anything; readonly index: number }>
  readonly draw: Draw
}

const DrawingContext = createContext<Drawing | null>(null)
const EmptyContext = createContext<ReactNode>(null)

export interface RowsDrawnProps<T extends Anything> {
  readonly items: readonly T[]
  readonly draw: (item: T, index: number) => ReactNode
  readonly empty: ReactNode
  readonly children: ReactNode
}

/** Hands every row its item past the list, which would otherwise be built anew with each of them. */
export function RowsDrawn<T extends Anything>(props: RowsDrawnProps<T>) {
  const { items, draw, empty, children } = props
  const drawing = useMemo<Drawing>(
    () => ({
      places: new Map(items.map((item, index) => [item.id, { item, index }])),
      // Only ever called with the items beside it, which are T.
      draw: draw as Draw,
    }),
    [items, draw],
  )
  return (
    <DrawingContext.Provider value={drawing}>
      <EmptyContext.Provider value={empty}>{children}</EmptyContext.Provider>
    </DrawingContext.Provider>
  )
}

/** The content of one row. */
export function DrawnRow({ id }: { id: string }) {
  const drawing = useContext(DrawingContext)
  const place = drawing?.places.get(id)
  if (drawing === null || place === undefined) return null
  return <Drawn item={place.item} index={place.index} draw={drawing.draw} />
}

const Drawn = memo(function Drawn(props: { item: Anything; index: number; draw: Draw }) {
  return props.draw(props.item, props.index)
})

/** What stands in the place of the rows when there are none. */
export function DrawnEmpty() {
  return useContext(EmptyContext)
}
