import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { buildLocator, type Locatable, locate } from './locate.ts'
import { latticeCommunities, latticeGrids } from './testing/lattice.ts'
import { type Position, polygonsOf, type Ring } from './types.ts'

const square = (west: number, south: number, size: number): Position[] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]

/** The winding number by summed angles: another method than the one under test. */
function angleSum(ring: Ring, [x, y]: Position): number {
  let sum = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i] as Position, ring[i + 1] as Position]
    const [ax, ay, bx, by] = [a[0] - x, a[1] - y, b[0] - x, b[1] - y]
    sum += Math.atan2(ax * by - ay * bx, ax * bx + ay * by)
  }
  return Math.abs(sum)
}

function naiveHolders(territories: readonly Locatable[], point: Position): string[] {
  return territories
    .filter(
      (each) =>
        each.geometry &&
        polygonsOf(each.geometry).some(
          ([outer, ...holes]) =>
            angleSum(outer ?? [], point) > Math.PI && holes.every((hole) => angleSum(hole, point) < Math.PI),
        ),
    )
    .map((each) => each.id)
}

describe('locating a point', () => {
  const grids = latticeGrids({ columns: 9, rows: 7 })
  const locator = buildLocator(grids)
  const near = fc.tuple(
    fc.double({ min: -0.1, max: 1.1, noNaN: true }),
    fc.double({ min: -0.1, max: 1.1, noNaN: true }),
  )

  it('agrees with the summed angles on every point', () => {
    fc.assert(
      fc.property(near, ([u, v]) => {
        const point: Position = [120 + u * 9 * 0.004, 30 + v * 7 * 0.004]
        assert.equal(locate(locator, ...point), naiveHolders(grids, point)[0] ?? null)
      }),
      { numRuns: 2000 },
    )
  })

  it('gives a vertex inside the city to exactly one of its neighbours', () => {
    const vertices = grids.flatMap((each) =>
      polygonsOf(each.geometry as NonNullable<typeof each.geometry>).flat(2),
    )
    const singles = grids.map((each) => buildLocator([each]))
    const count = new Map<string, number>()
    for (const vertex of vertices) count.set(vertex.join(), (count.get(vertex.join()) ?? 0) + 1)
    for (const vertex of vertices) {
      const holders = singles.filter((single) => locate(single, ...vertex) !== null).length
      assert.ok(holders <= 1, `${vertex} lies in ${holders}`)
      if ((count.get(vertex.join()) ?? 0) >= 4) assert.equal(holders, 1)
    }
  })

  it('gives any point of a shared edge to exactly one neighbour, whichever way the edge was drawn', () => {
    const coordinate = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        coordinate,
        coordinate,
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.boolean(),
        (topX, bottomX, t, turn) => {
          const [top, bottom]: [Position, Position] = [
            [topX, 2],
            [bottomX, -2],
          ]
          const west: Position[] = [[-3, -2], bottom, top, [-3, 2], [-3, -2]]
          const east: Position[] = [bottom, [3, -2], [3, 2], top, bottom]
          const pair = [west, turn ? [...east].reverse() : east].map((ring, at) =>
            buildLocator([{ id: `${at}`, geometry: { type: 'Polygon', coordinates: [ring] } }]),
          )
          const lat = -2 + 4 * t
          const lon = bottomX + (lat + 2) * ((topX - bottomX) / 4)
          assert.equal(pair.filter((each) => locate(each, lon, lat) !== null).length, 1)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('respects holes and several polygons', () => {
    const locator = buildLocator([
      { id: 'ring', geometry: { type: 'Polygon', coordinates: [square(0, 0, 10), square(4, 4, 2)] } },
      {
        id: 'two',
        geometry: { type: 'MultiPolygon', coordinates: [[square(20, 0, 1)], [square(30, 0, 1)]] },
      },
      { id: 'island', geometry: { type: 'Polygon', coordinates: [square(4, 4, 2)] } },
    ])
    assert.equal(locate(locator, 1, 1), 'ring')
    assert.equal(locate(locator, 5, 5), 'island')
    assert.equal(locate(locator, 20.5, 0.5), 'two')
    assert.equal(locate(locator, 30.5, 0.5), 'two')
    assert.equal(locate(locator, 25, 0.5), null)
  })

  it('answers with the deepest level, and with the one above where no grid is drawn', () => {
    const communities = latticeCommunities({ columns: 9, rows: 7 })
    const locator = buildLocator([...communities, ...grids.slice(1)])
    assert.equal(locate(locator, 120.006, 30.002), 'g1')
    assert.equal(locate(locator, 120.002, 30.002), 'c0')
  })

  it('gives an overlap to the smaller code, in whatever order they came', () => {
    const overlapping = ['990101001002001', '990101001001001'].map((code) => ({
      id: code,
      code,
      geometry: { type: 'Polygon' as const, coordinates: [square(0, 0, 1)] },
    }))
    assert.equal(locate(buildLocator(overlapping), 0.5, 0.5), '990101001001001')
    assert.equal(locate(buildLocator(overlapping.toReversed()), 0.5, 0.5), '990101001001001')
  })

  it('answers null, not an error, for nothing on the map and for what is no number', () => {
    assert.equal(locate(buildLocator([]), 1, 1), null)
    assert.equal(locate(buildLocator([{ id: 'a' }]), 1, 1), null)
    const broken = {
      id: 'b',
      geometry: {
        type: 'Polygon' as const,
        coordinates: [
          [
            [0, 0],
            [Number.NaN, 1],
            [1, 1],
            [0, 0],
          ],
        ] as const,
      },
    }
    assert.equal(locate(buildLocator([broken]), 0.5, 0.5), null)
    assert.equal(locate(locator, Number.NaN, 30), null)
    assert.equal(locate(locator, 120, Number.POSITIVE_INFINITY), null)
  })
})
