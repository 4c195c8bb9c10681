import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { coarseRings, grown, insideOf } from './coarse.ts'
import { buildLocator, locate } from './locate.ts'
import type { Polygon, Position } from './types.ts'

const square = (west: number, south: number, size: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
})

describe('a coarse border', () => {
  it('moves a position that two neighbours share to one and the same knot', () => {
    const shared: Position = [10.000_123, 20.000_456]
    const left: Polygon = { type: 'Polygon', coordinates: [[[9, 20], shared, [9.5, 21], [9, 20]]] }
    const right: Polygon = { type: 'Polygon', coordinates: [[[11, 20], [10.5, 21], shared, [11, 20]]] }
    const [[, a] = []] = coarseRings(left, 0.01)
    const [[, , b] = []] = coarseRings(right, 0.01)
    assert.deepEqual(a, [10, 20])
    assert.deepEqual(a, b)
  })

  it('drops what is smaller than the net, and stays closed', () => {
    assert.deepEqual(coarseRings(square(1, 1, 0.001), 0.1), [])
    const [ring = []] = coarseRings(square(1, 1, 1), 0.1)
    assert.deepEqual(ring[0], ring.at(-1))
    assert.equal(ring.length, 5)
  })

  it('never has more positions than the border, and none off the net', () => {
    const position = fc.tuple(
      fc.double({ min: 80, max: 81, noNaN: true }),
      fc.double({ min: 39, max: 40, noNaN: true }),
    )
    fc.assert(
      fc.property(fc.array(position, { minLength: 3, maxLength: 60 }), (points) => {
        const ring = [...points, points[0] as Position]
        for (const out of coarseRings({ type: 'Polygon', coordinates: [ring] }, 0.05)) {
          assert.ok(out.length <= ring.length)
          for (const value of out.flat()) assert.ok(Math.abs(value / 0.05 - Math.round(value / 0.05)) < 1e-6)
        }
      }),
    )
  })
})

describe('a point well inside', () => {
  it('lies inside also where the middle of the box does not', () => {
    const horseshoe: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [9, 0],
          [9, 9],
          [6, 9],
          [6, 3],
          [2, 3],
          [2, 9],
          [0, 9],
          [0, 0],
        ],
      ],
    }
    const [lon, lat] = insideOf(horseshoe)
    assert.equal(locate(buildLocator([{ id: 'u', geometry: horseshoe }]), lon, lat), 'u')
  })

  it('lies in the largest of several polygons', () => {
    const [lon] = insideOf({
      type: 'MultiPolygon',
      coordinates: [square(0, 0, 1).coordinates, square(5, 0, 3).coordinates],
    })
    assert.equal(lon, 6.5)
  })
})

describe('a grown box', () => {
  it('grows by its longer side everywhere', () => {
    assert.deepEqual(grown([0, 0, 4, 2], 0.5), [-2, -2, 6, 4])
  })
})
