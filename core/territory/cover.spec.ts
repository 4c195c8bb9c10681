import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { measureCover, mismatch } from './cover.ts'
import { areaOf, flatten, planeAt, type Shape, toPosition } from './plane.ts'
import { latticeCommunities, latticeGrids } from './testing/lattice.ts'
import type { Geometry } from './types.ts'

const plane = planeAt([120, 30])

/** A polygon on the plane, metres, given as corners. */
function shape(...corners: [number, number][]): Shape {
  const ring = [...corners, corners[0] as [number, number]].map(([x, y]) => toPosition(plane, x, y))
  return flatten(plane, { type: 'Polygon', coordinates: [ring] })
}
const box = (west: number, south: number, east: number, north: number): Shape =>
  shape([west, south], [east, south], [east, north], [west, north])
const near = (found: number | undefined, expected: number, tolerance = 1e-3): void =>
  assert.ok(Math.abs((found ?? Number.NaN) - expected) <= tolerance, `${found} is not ${expected}`)

describe('the cover of a whole by its parts', () => {
  it('is proven edge by edge where neighbours share their vertices', () => {
    const city = { columns: 6, rows: 1 }
    const parts = latticeGrids(city).map((each) => flatten(plane, each.geometry as Geometry))
    const whole = flatten(plane, latticeCommunities(city)[0]?.geometry as Geometry)
    assert.deepEqual(mismatch(parts, whole), { excess: 0, lack: 0 })
    near(mismatch(parts.slice(1), whole).lack, areaOf(parts[0] as Shape))
    near(mismatch(parts, null).excess, 0)
    const { gap, outside, overlaps } = measureCover(parts, whole)
    assert.deepEqual([gap, outside.size, overlaps.length], [null, 0, 0])
  })

  it('does not depend on the direction in which a ring was drawn', () => {
    assert.deepEqual(mismatch([shape([0, 0], [0, 9], [9, 9], [9, 0])], box(0, 0, 9, 9)), {
      excess: 0,
      lack: 0,
    })
    near(areaOf(shape([0, 0], [0, 9], [9, 9], [9, 0])), 81)
  })

  it('is measured to the square metre: gap, overlap and what sticks out, each with its place', () => {
    const cover = measureCover(
      [box(0, 0, 60, 100), box(50, 0, 90, 100), box(80, 90, 120, 100)],
      box(0, 0, 100, 100),
    )
    near(cover.gap?.m2, 900)
    near(cover.outside.get(2)?.m2, 200)
    assert.equal(cover.outside.size, 1)
    near(cover.overlaps.find(({ a, b }) => a === 0 && b === 1)?.patch.m2, 1000)
    near(cover.overlaps.find(({ a, b }) => a === 1 && b === 2)?.patch.m2, 100)
    assert.equal(cover.overlaps.length, 2)
    near(cover.gap?.x, 95)
  })

  it('sees crossings inside a slab: a diamond over a square', () => {
    const diamond = shape([0, -15], [15, 0], [0, 15], [-15, 0])
    const cover = measureCover([box(-10, -10, 10, 10), diamond], null)
    near(cover.overlaps[0]?.patch.m2, 400 - 4 * 12.5)
    assert.equal(cover.gap, null)
  })

  it('takes holes off', () => {
    const ring = (corners: [number, number][]) => corners.map(([x, y]) => toPosition(plane, x, y))
    const holed = flatten(plane, {
      type: 'Polygon',
      coordinates: [
        ring([
          [0, 0],
          [9, 0],
          [9, 9],
          [0, 9],
          [0, 0],
        ]),
        ring([
          [3, 3],
          [6, 3],
          [6, 6],
          [3, 6],
          [3, 3],
        ]),
      ],
    })
    near(areaOf(holed), 72)
    assert.deepEqual(mismatch([holed, box(3, 3, 6, 6)], box(0, 0, 9, 9)), { excess: 0, lack: 0 })
    near(measureCover([holed], box(0, 0, 9, 9)).gap?.m2, 9)
  })

  it('agrees with plain areas: a part less its overlap sticks out, the whole less it is the gap', () => {
    const side = fc.integer({ min: 1, max: 100 })
    const rectangle = fc.tuple(side, side, side, side)
    fc.assert(
      fc.property(
        rectangle,
        rectangle,
        fc.double({ min: 0, max: 3, noNaN: true }),
        ([x, y, w, h], [a, b, c, d], angle) => {
          const turn = (px: number, py: number): [number, number] => [
            px * Math.cos(angle) - py * Math.sin(angle),
            px * Math.sin(angle) + py * Math.cos(angle),
          ]
          const first = shape(turn(x, y), turn(x + w, y), turn(x + w, y + h), turn(x, y + h))
          const second = box(a, b, a + c, b + d)
          const one = measureCover([first], second)
          const other = measureCover([first, second], null)
          const shared = other.overlaps[0]?.patch.m2 ?? 0
          near(areaOf(first) - shared, one.outside.get(0)?.m2 ?? 0, 0.01)
          near(areaOf(second) - shared, one.gap?.m2 ?? 0, 0.01)
          near(mismatch([first], second).excess, areaOf(first) - shared, 0.01)
          near(mismatch([first], second).lack, areaOf(second) - shared, 0.01)
          near(mismatch([first, second], null).excess, shared, 0.01)
        },
      ),
    )
  })
})
