/**
 * 化简 — borders as coarse as a screen shows them. Every position is moved to the nearest knot of one net, so that neighbours
 * still share their border: each moves the same position to the same knot.
 */
import type { Bounds } from './border.ts'
import { type Geometry, type Position, polygonsOf, type Ring } from './types.ts'

/** The rings of a border on a net with knots `step` degrees apart; what is smaller than the net falls away. */
export function coarseRings(geometry: Geometry, step: number): Position[][] {
  return polygonsOf(geometry)
    .flat()
    .map((ring) => coarse(ring, step))
    .filter((ring) => ring.length > 3)
}

/** At a corner of the net, a position that lies straight between its neighbours says nothing. */
function coarse(ring: Ring, step: number): Position[] {
  const kept: Position[] = []
  for (const [lon, lat] of ring) {
    const knot: Position = [onNet(lon, step), onNet(lat, step)]
    const last = kept.at(-1)
    if (last && last[0] === knot[0] && last[1] === knot[1]) continue
    kept.push(knot)
  }
  return kept
}

const onNet = (value: number, step: number): number => Number((Math.round(value / step) * step).toFixed(6))

/** The box grown by `share` of its longer side on every side. */
export function grown([west, south, east, north]: Bounds, share: number): Bounds {
  const by = Math.max(east - west, north - south) * share
  return [west - by, south - by, east + by, north + by]
}

/** A point well inside: the middle of the longest level stretch through the middle of the largest polygon. */
export function insideOf(geometry: Geometry): Position {
  const largest = polygonsOf(geometry).reduce((a, b) => (heightOf(b) > heightOf(a) ? b : a))
  const lats = (largest[0] ?? []).map(([, lat]) => lat)
  const lat = (Math.min(...lats) + Math.max(...lats)) / 2
  const crossings = largest.flatMap((ring) => crossingsOf(ring, lat)).sort((a, b) => a - b)
  let best: readonly [number, number] = [crossings[0] ?? 0, crossings[1] ?? crossings[0] ?? 0]
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [from, to] = [crossings[i] as number, crossings[i + 1] as number]
    if (to - from > best[1] - best[0]) best = [from, to]
  }
  return [(best[0] + best[1]) / 2, lat]
}

function heightOf(polygon: readonly Ring[]): number {
  const lats = (polygon[0] ?? []).map(([, lat]) => lat)
  return Math.max(...lats) - Math.min(...lats)
}

function crossingsOf(ring: Ring, lat: number): number[] {
  return ring.flatMap((a, at) => {
    const b = ring[(at + 1) % ring.length] as Position
    if (a[1] <= lat === b[1] <= lat) return []
    return [a[0] + ((lat - a[1]) * (b[0] - a[0])) / (b[1] - a[1])]
  })
}
