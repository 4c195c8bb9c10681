/**
 * How many points per second the locator answers on 18,900 grids, beside a naive scan over bounding boxes
 * in the same run. `node bench/locate.bench.ts [--json] [--keep]`; target: at least 500,000 points/s.
 */

import { buildLocator, locateIndex } from '@huying/core/territory/locate.ts'
import { latticeGrids } from '@huying/core/territory/testing/lattice.ts'
import type { Ring, Territory } from '@huying/core/territory/types.ts'
import { report } from './support/report.ts'

const COLUMNS = 140
const ROWS = 135
const POINTS = 1_000_000
const NAIVE_POINTS = 5_000

const grids = latticeGrids({ columns: COLUMNS, rows: ROWS })
const points = scatter(POINTS)
const buildStart = performance.now()
const locator = buildLocator(grids)
const buildMs = performance.now() - buildStart

runIndexed(50_000)
const rates = [1, 2, 3, 4, 5].map(() => runIndexed(POINTS)).sort((a, b) => a.rate - b.rate)
const indexed = rates[2] as { rate: number; hits: number }
const naive = runNaive(NAIVE_POINTS)
const disagreements = countDisagreements(NAIVE_POINTS)

const result = {
  grids: grids.length,
  edges: locator.edges.length / 4,
  buildMs: Math.round(buildMs),
  pointsPerSecond: Math.round(indexed.rate),
  slowestRun: Math.round((rates[0] as { rate: number }).rate),
  naivePointsPerSecond: Math.round(naive),
  ratio: Math.round(indexed.rate / naive),
  hits: indexed.hits,
  disagreements,
}
await report('locate', result)
if (disagreements > 0) process.exitCode = 1

/** Points over the lattice and a little beyond, the same in every run. */
function scatter(count: number): Float64Array {
  const out = new Float64Array(count * 2)
  let seed = 20_261_121
  const next = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 4294967296
  }
  for (let i = 0; i < count; i++) {
    out[2 * i] = 120 + (next() * 1.04 - 0.02) * COLUMNS * 0.004
    out[2 * i + 1] = 30 + (next() * 1.04 - 0.02) * ROWS * 0.004
  }
  return out
}

function runIndexed(count: number): { rate: number; hits: number } {
  const start = performance.now()
  let hits = 0
  for (let i = 0; i < count; i++) {
    if (locateIndex(locator, points[2 * i] as number, points[2 * i + 1] as number) >= 0) hits++
  }
  return { rate: (count / (performance.now() - start)) * 1000, hits }
}

function runNaive(count: number): number {
  const boxes = grids.map(boxOf)
  const start = performance.now()
  for (let i = 0; i < count; i++) naiveLocate(boxes, points[2 * i] as number, points[2 * i + 1] as number)
  return (count / (performance.now() - start)) * 1000
}

function countDisagreements(count: number): number {
  const boxes = grids.map(boxOf)
  let wrong = 0
  for (let i = 0; i < count; i++) {
    const [lon, lat] = [points[2 * i] as number, points[2 * i + 1] as number]
    const at = locateIndex(locator, lon, lat)
    if ((at < 0 ? null : locator.ids[at]) !== naiveLocate(boxes, lon, lat)) wrong++
  }
  return wrong
}

type Boxed = { id: string; ring: Ring; minX: number; minY: number; maxX: number; maxY: number }

function boxOf(grid: Territory): Boxed {
  const ring = (grid.geometry?.coordinates[0] ?? []) as Ring
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
  return {
    id: grid.id,
    ring,
    minX: Math.min(...xs),
    minY: Math.min(...ys),
    maxX: Math.max(...xs),
    maxY: Math.max(...ys),
  }
}

function naiveLocate(boxes: readonly Boxed[], lon: number, lat: number): string | null {
  for (const box of boxes) {
    if (lon < box.minX || lon > box.maxX || lat < box.minY || lat > box.maxY) continue
    if (insideRing(box.ring, lon, lat)) return box.id
  }
  return null
}

function insideRing(ring: Ring, lon: number, lat: number): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [ring[i] as Ring[number], ring[j] as Ring[number]]
    if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}
