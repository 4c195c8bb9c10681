/**
 * 定位 — which territory a point lies in. A static index (flatbush) over bounding boxes, then ray casting
 * over edges in typed arrays. Built once from the tables, rebuilt on change.
 *
 * Borders: the half-open rule. An edge takes part from its lower end inclusive to its upper end exclusive,
 * and a point counts as left of an edge only when strictly left. Each edge is always computed from its lower
 * end, so two neighbours that share it get bit-identical answers, and a point on it belongs to exactly one.
 * Where borders overlap, the deepest level wins, then the smallest code, then the first given.
 */
import Flatbush from 'flatbush'
import { type Geometry, polygonsOf, type Ring } from './types.ts'

/** What can be located: territories of one or of several levels, or zones (no code). */
export type Locatable = { readonly id: string; readonly code?: string; readonly geometry?: Geometry }

export type Locator = {
  /** Ids in order of precedence; `locateIndex` answers with a position in this list. */
  readonly ids: readonly string[]
  readonly index: Flatbush | null
  /** Edges of the i-th territory: `starts[i] <= edge < starts[i + 1]`, four numbers each in `edges`. */
  readonly starts: Uint32Array
  /** Per edge: x and y of the lower end, y of the upper end, dx/dy. */
  readonly edges: Float64Array
}

const NUMBERS_PER_EDGE = 4

/** An edge's x can be computed a last digit outside its own ends; a bare box would then lose points of the border. */
const ROUNDING = 1e-9

/** Builds the index over everything that has a sound geometry; the rest has no place on the map, which is no error. */
export function buildLocator(territories: readonly Locatable[]): Locator {
  const ordered = territories.filter((each) => each.geometry && isSound(each.geometry)).sort(byPrecedence)
  const starts = new Uint32Array(ordered.length + 1)
  const numbers: number[] = []
  const index = ordered.length > 0 ? new Flatbush(ordered.length) : null
  ordered.forEach((territory, at) => {
    const box = addEdges(territory.geometry as Geometry, numbers)
    index?.add(box.minX - ROUNDING, box.minY - ROUNDING, box.maxX + ROUNDING, box.maxY + ROUNDING)
    starts[at + 1] = numbers.length / NUMBERS_PER_EDGE
  })
  index?.finish()
  return { ids: ordered.map((each) => each.id), index, starts, edges: Float64Array.from(numbers) }
}

/** The id of the territory the point lies in (degrees, WGS-84), or null where it lies in none or is no number. */
export function locate(locator: Locator, lon: number, lat: number): string | null {
  const at = locateIndex(locator, lon, lat)
  return at < 0 ? null : (locator.ids[at] ?? null)
}

/** As `locate`, as a position in `locator.ids`, or -1. */
export function locateIndex(locator: Locator, lon: number, lat: number): number {
  let best = locator.ids.length
  // The filter never accepts: the whole stack of candidates is seen and no result list is allocated.
  locator.index?.collides(lon, lat, lon, lat, (at) => {
    if (at < best && contains(locator, at, lon, lat)) best = at
    return false
  })
  return best === locator.ids.length ? -1 : best
}

/** Ray casting to the east over all rings at once: holes and several polygons fall out of the parity. */
function contains({ starts, edges }: Locator, at: number, lon: number, lat: number): boolean {
  let inside = false
  const end = (starts[at + 1] as number) * NUMBERS_PER_EDGE
  for (let i = (starts[at] as number) * NUMBERS_PER_EDGE; i < end; i += NUMBERS_PER_EDGE) {
    const y = edges[i + 1] as number
    if (
      y <= lat &&
      lat < (edges[i + 2] as number) &&
      lon < (edges[i] as number) + (lat - y) * (edges[i + 3] as number)
    ) {
      inside = !inside
    }
  }
  return inside
}

type Box = { minX: number; minY: number; maxX: number; maxY: number }

function addEdges(geometry: Geometry, numbers: number[]): Box {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  for (const polygon of polygonsOf(geometry)) {
    for (const ring of polygon) addRing(ring, numbers, box)
  }
  return box
}

/** An unclosed ring is closed here; `validate` reports it. Level edges never meet a level ray and are dropped. */
function addRing(ring: Ring, numbers: number[], box: Box): void {
  let previous = ring.at(-1)
  for (const point of ring) {
    const [x, y] = point
    box.minX = Math.min(box.minX, x)
    box.maxX = Math.max(box.maxX, x)
    box.minY = Math.min(box.minY, y)
    box.maxY = Math.max(box.maxY, y)
    if (previous && previous[1] !== y) {
      const [low, high] = previous[1] < y ? [previous, point] : [point, previous]
      numbers.push(low[0], low[1], high[1], (high[0] - low[0]) / (high[1] - low[1]))
    }
    previous = point
  }
}

/** Numbers everywhere and at least one ring; everything worse than that is for `validate` to report. */
function isSound(geometry: Geometry): boolean {
  const rings = polygonsOf(geometry).flat()
  return (
    rings.some((ring) => ring.length >= 3) &&
    rings.every((ring) => ring.every(([x, y]) => Number.isFinite(x + y)))
  )
}

function byPrecedence(a: Locatable, b: Locatable): number {
  const [codeA, codeB] = [a.code ?? '', b.code ?? '']
  if (codeA.length !== codeB.length) return codeB.length - codeA.length
  return codeA < codeB ? -1 : codeA > codeB ? 1 : 0
}
