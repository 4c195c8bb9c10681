/**
 * 边界核查 — whether one border is sound in itself: numbers in range, rings closed, no ring through itself.
 */
import type { FindingCode, Severity } from './finding.ts'
import { type Geometry, type Position, polygonsOf, type Ring } from './types.ts'

export type BorderFinding = {
  readonly code: FindingCode
  readonly severity: Severity
  readonly params: Readonly<Record<string, string | number>>
}

/** West, south, east, north in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number]

/** Everything wrong with a border by itself. Where a position is out of range, nothing else is looked at. */
export function borderFindings(geometry: Geometry): BorderFinding[] {
  const rings = polygonsOf(geometry).flat()
  if (rings.length === 0) return [{ code: 'geometry.empty', severity: 'error', params: {} }]
  const outlier = rings.flat().find(([lon, lat]) => !isOnEarth(lon, lat))
  if (outlier) return [outOfRange(outlier)]
  return [...rings.flatMap(ringFindings), ...meetingFindings(rings)]
}

/** The box around a geometry, or null where it holds no position on earth. */
export function boundsOf(geometry: Geometry): Bounds | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const polygon of polygonsOf(geometry)) {
    for (const [lon, lat] of polygon[0] ?? []) {
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    }
  }
  return isOnEarth(west, south) && isOnEarth(east, north) ? [west, south, east, north] : null
}

function isOnEarth(lon: number, lat: number): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90
}

function outOfRange([lon, lat]: Position): BorderFinding {
  const code = isOnEarth(lat, lon) ? 'geometry.swapped' : 'geometry.out_of_range'
  return { code, severity: 'error', params: { lon: String(lon), lat: String(lat) } }
}

function ringFindings(ring: Ring, at: number): BorderFinding[] {
  const [first, last] = [ring[0], ring.at(-1)]
  const closed = first && last && isSame(first, last)
  if (cornersOf(ring).length < 3)
    return [{ code: 'ring.short', severity: 'error', params: { ring: at, positions: ring.length } }]
  return closed ? [] : [{ code: 'ring.unclosed', severity: 'warning', params: { ring: at } }]
}

type Edge = { ring: number; at: number; last: number; a: Position; b: Position; minX: number; maxX: number }

/** Where rings of one border cross or touch themselves or each other; the first place of each kind is told. */
function meetingFindings(rings: readonly Ring[]): BorderFinding[] {
  const edges = rings.flatMap(edgesOf).sort((p, q) => p.minX - q.minX)
  const meetings = { crosses: [] as Position[], touches: [] as Position[] }
  for (let i = 0; i < edges.length; i++) {
    const p = edges[i] as Edge
    for (let j = i + 1; j < edges.length && (edges[j] as Edge).minX <= p.maxX; j++) {
      const q = edges[j] as Edge
      if (areNeighbours(p, q)) continue
      const how = meet(p, q)
      if (how) meetings[how].push(p.a)
    }
  }
  return [
    ...meetingFinding('ring.self_intersection', 'error', meetings.crosses),
    ...meetingFinding('ring.touches_itself', 'warning', meetings.touches),
  ]
}

function meetingFinding(code: FindingCode, severity: Severity, places: readonly Position[]): BorderFinding[] {
  const [first] = places
  return first ? [{ code, severity, params: { places: places.length, lon: first[0], lat: first[1] } }] : []
}

function edgesOf(ring: Ring, number: number): Edge[] {
  const corners = cornersOf(ring)
  return corners.map((a, at) => {
    const b = corners[(at + 1) % corners.length] as Position
    return {
      ring: number,
      at,
      last: corners.length - 1,
      a,
      b,
      minX: Math.min(a[0], b[0]),
      maxX: Math.max(a[0], b[0]),
    }
  })
}

/** A ring without its closing position and without positions that repeat the one before. */
function cornersOf(ring: Ring): Position[] {
  const corners = ring.filter((point, at) => at === 0 || !isSame(point, ring[at - 1] as Position))
  const [first, last] = [corners[0], corners.at(-1)]
  if (corners.length > 1 && first && last && isSame(first, last)) corners.pop()
  return corners
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

function areNeighbours(p: Edge, q: Edge): boolean {
  const apart = Math.abs(p.at - q.at)
  return p.ring === q.ring && (apart <= 1 || apart === p.last)
}

function meet(p: Edge, q: Edge): 'crosses' | 'touches' | null {
  if (
    Math.min(p.a[1], p.b[1]) > Math.max(q.a[1], q.b[1]) ||
    Math.min(q.a[1], q.b[1]) > Math.max(p.a[1], p.b[1])
  )
    return null
  const [qa, qb] = [side(p.a, p.b, q.a), side(p.a, p.b, q.b)]
  const [pa, pb] = [side(q.a, q.b, p.a), side(q.a, q.b, p.b)]
  if (qa * qb < 0 && pa * pb < 0) return 'crosses'
  // Running along itself or meeting itself in a corner is odd, but the inside stays well defined.
  if (qa === 0 && qb === 0 && overlapLength(p, q) > 0) return 'touches'
  return isSame(p.a, q.a) ? 'touches' : null
}

function side(a: Position, b: Position, c: Position): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
}

/** How far two edges on one line overlap, along the axis on which they are longer. */
function overlapLength(p: Edge, q: Edge): number {
  const axis = Math.abs(p.a[0] - p.b[0]) >= Math.abs(p.a[1] - p.b[1]) ? 0 : 1
  const low = Math.max(Math.min(p.a[axis], p.b[axis]), Math.min(q.a[axis], q.b[axis]))
  return Math.min(Math.max(p.a[axis], p.b[axis]), Math.max(q.a[axis], q.b[axis])) - low
}
