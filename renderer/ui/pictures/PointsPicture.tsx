import { type KeyboardEvent, useRef, useState } from 'react'
import { classes } from '../theme/classes.ts'
import { initialsOf } from '../trust/initialsOf.ts'
import { type Placeable, type Placed, pointAfter, setAside } from './pointsOrder.ts'
import styles from './PointsPicture.module.css'

export interface PicturePoint extends Placeable {
  /** Whose initials stand in the ring; without one a dot does. */
  readonly name: string | null
  /** Shown beside the point while it is looked at. */
  readonly label: string
  /** All of it in words, for listeners. */
  readonly description: string
  /** Filled: one's own. */
  readonly isMarked?: boolean | undefined
}

export interface PointsPictureProps {
  readonly label: string
  readonly xLabel: string
  readonly yLabel: string
  /** The greatest figure on both sides; 10 unless told. */
  readonly max?: number | undefined
  readonly points: readonly PicturePoint[]
  /** The point looked at: by pointer, by focus, or by whoever shows this picture. */
  readonly looked: string | null
  readonly onLook: (id: string) => void
  readonly onOpen: (id: string) => void
}

/** Rings with the same figures stand this far apart. */
const asideRem = 1.875
const longestLabel = 26

/**
 * Two figures of many things at a glance. One stop of the Tab key; arrow keys go from point to point,
 * left and right along one figure, up and down along the other; Enter opens.
 */
export function PointsPicture(props: PointsPictureProps) {
  const { label, xLabel, yLabel, max = 10, points, looked, onLook, onOpen } = props
  const picture = useRef<SVGSVGElement>(null)
  const [isFocused, setFocused] = useState(false)
  const [hovered, setHovered] = useState<string | null>(null)
  const placed = setAside(points)
  const stop = placed.some((point) => point.id === looked) ? looked : (placed[0]?.id ?? null)
  const shown = placed.find((point) => point.id === (hovered ?? (isFocused ? stop : null)))

  const keyDown = (event: KeyboardEvent, id: string) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      onOpen(id)
      return
    }
    const next = pointAfter(placed, id, event.key)
    if (next === null) return
    event.preventDefault()
    onLook(next)
    picture.current?.querySelector<SVGElement>(`[data-id="${CSS.escape(next)}"]`)?.focus()
  }

  return (
    <svg ref={picture} role="group" aria-label={label} className={styles.picture}>
      <Axes xLabel={xLabel} yLabel={yLabel} />
      {placed.map((point) => (
        <g
          key={point.id}
          role="button"
          tabIndex={point.id === stop ? 0 : -1}
          aria-label={point.description}
          data-id={point.id}
          className={classes(
            styles.point,
            point.isMarked === true && styles.marked,
            point.id === looked && styles.looked,
          )}
          onClick={() => onOpen(point.id)}
          onKeyDown={(event) => keyDown(event, point.id)}
          onFocus={() => {
            setFocused(true)
            onLook(point.id)
          }}
          onBlur={() => setFocused(false)}
          onPointerEnter={() => {
            setHovered(point.id)
            onLook(point.id)
          }}
          onPointerLeave={() => setHovered(null)}
        >
          <Ring point={point} max={max} />
        </g>
      ))}
      {shown !== undefined && <Shown point={shown} max={max} />}
    </svg>
  )
}

const left = 8
const right = 95
const top = 10
const bottom = 88
const xOf = (value: number, max: number) => left + (value / max) * (right - left)
const yOf = (value: number, max: number) => bottom - (value / max) * (bottom - top)

interface PlacedProps {
  readonly point: Placed<PicturePoint>
  readonly max: number
}

function Ring({ point, max }: PlacedProps) {
  const aside = `${point.aside * asideRem}rem`
  return (
    <svg x={`${xOf(point.x, max)}%`} y={`${yOf(point.y, max)}%`} className={styles.place}>
      <circle cx={aside} r="1.25rem" className={classes(styles.focus)} />
      <circle cx={aside} r="0.875rem" className={classes(styles.ring)} />
      {point.name === null ? (
        <circle cx={aside} r="0.1875rem" className={classes(styles.dot)} />
      ) : (
        <text x={aside} dy="0.25rem" textAnchor="middle" className={classes(styles.initials)}>
          {initialsOf(point.name)}
        </text>
      )}
    </svg>
  )
}

/** The point looked at once more, above all others, with its words. Listeners have them already. */
function Shown({ point, max }: PlacedProps) {
  const x = xOf(point.x, max)
  const isLeft = x < 50
  return (
    <g
      aria-hidden="true"
      className={classes(styles.shown, point.isMarked === true && styles.marked)}
    >
      <Ring point={point} max={max} />
      <svg x={`${x}%`} y={`${yOf(point.y, max)}%`} className={styles.place}>
        <text
          x={`${point.aside * asideRem + (isLeft ? 1.375 : -1.375)}rem`}
          dy="0.3125rem"
          textAnchor={isLeft ? 'start' : 'end'}
          className={classes(styles.words)}
        >
          {cut(point.label)}
        </text>
      </svg>
    </g>
  )
}

function cut(label: string): string {
  const letters = [...label]
  return letters.length > longestLabel ? `${letters.slice(0, longestLabel).join('')}…` : label
}

function Axes({ xLabel, yLabel }: Pick<PointsPictureProps, 'xLabel' | 'yLabel'>) {
  return (
    <g aria-hidden="true">
      <line x1="4%" x2="4%" y1="6%" y2="93%" className={classes(styles.axis)} />
      <line x1="4%" x2="100%" y1="93%" y2="93%" className={classes(styles.axis)} />
      <line x1="51.5%" x2="51.5%" y1="6%" y2="93%" className={classes(styles.middle)} />
      <line x1="4%" x2="100%" y1="49%" y2="49%" className={classes(styles.middle)} />
      <text x="4%" y="0.75rem" className={classes(styles.axisName)}>
        ↑ {yLabel}
      </text>
      <text x="100%" y="100%" dy="-0.4375rem" textAnchor="end" className={classes(styles.axisName)}>
        {xLabel} →
      </text>
    </g>
  )
}
