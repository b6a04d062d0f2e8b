import { describe, expect, test } from 'vitest'
import { pointAfter, setAside } from '#renderer/ui/pictures/pointsOrder.ts'
import { steppedValue } from '#renderer/ui/fields/steppedValue.ts'

const points = [
  { id: 'a', x: 1, y: 9 },
  { id: 'b', x: 5, y: 5 },
  { id: 'c', x: 5, y: 5 },
  { id: 'd', x: 9, y: 1 },
]

describe('points of a picture', () => {
  test('stand beside each other when they have the same figures', () => {
    expect(setAside(points).map(({ aside }) => aside)).toEqual([0, -0.5, 0.5, 0])
  })

  test('are all reached by one arrow key, in order', () => {
    const way = ['a']
    for (let next: string | null = 'a'; next !== null;) {
      next = pointAfter(points, next, 'ArrowRight')
      if (next !== null) way.push(next)
    }
    expect(way).toEqual(['a', 'b', 'c', 'd'])
    expect(pointAfter(points, 'd', 'ArrowUp')).toBe('b')
    expect(pointAfter(points, 'b', 'Home')).toBe('a')
    expect(pointAfter(points, 'b', 'x')).toBeNull()
    expect(pointAfter([], 'b', 'End')).toBeNull()
  })
})

describe('a figure in steps', () => {
  test('goes to the next whole step and stays within its ends', () => {
    expect(steppedValue(7, 1, 5, 0, 600)).toBe(10)
    expect(steppedValue(7, -1, 5, 0, 600)).toBe(5)
    expect(steppedValue(240, 1, 15, 1, 2880)).toBe(255)
    expect(steppedValue(1, -1, 15, 1, 2880)).toBe(1)
    expect(steppedValue(598, 1, 5, 0, 600)).toBe(600)
    expect(steppedValue(null, 1, 15, 1, 2880)).toBe(15)
  })
})
