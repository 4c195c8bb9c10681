/**
 * 合界 — several borders become one: where neighbours share their vertices the border between them disappears.
 * Where they do not (drawn separately), both lines stay and the result is a multi-polygon of the pieces:
 * the same area, nothing invented.
 */
import { uncancelled } from './cover.ts'
import { DEGREES, eachEdge, flatten, signedArea } from './plane.ts'
import type { Geometry, Position, Ring } from './types.ts'

/** The union of geometries that do not overlap, or null where nothing is left. */
export function dissolve(geometries: readonly Geometry[]): Geometry | null {
  const rings = chain(geometries)
  const outers = rings.filter((ring) => signedArea(ring) > 0)
  const holes = rings.filter((ring) => signedArea(ring) < 0)
  const polygons = outers.map((outer): Ring[] => [outer])
  for (const hole of holes) holderOf(hole, polygons)?.push(hole)
  const [first] = polygons
  if (!first) return null
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: polygons }
}

type Vertex = { readonly at: Position; readonly onward: string[] }

/** Walks the remaining edges into closed rings; a ring is cut off whenever a vertex is met again. */
function chain(geometries: readonly Geometry[]): Ring[] {
  const vertices = verticesOf(geometries)
  const rings: Ring[] = []
  for (const start of vertices.keys()) {
    const path: string[] = []
    for (let key: string | undefined = start; key !== undefined; key = vertices.get(key)?.onward.pop()) {
      const met = path.indexOf(key)
      if (met >= 0) rings.push([...path.splice(met), key].map((each) => (vertices.get(each) as Vertex).at))
      path.push(key)
    }
  }
  return rings
}

function verticesOf(geometries: readonly Geometry[]): Map<string, Vertex> {
  const vertices = new Map<string, Vertex>()
  eachEdge(
    uncancelled(
      geometries.map((each) => flatten(DEGREES, each)),
      null,
    ),
    (x0, y0, x1, y1) => {
      const key = `${x0},${y0}`
      const vertex = vertices.get(key) ?? { at: [x0, y0], onward: [] }
      vertex.onward.push(`${x1},${y1}`)
      vertices.set(key, vertex)
    },
  )
  return vertices
}

/** The smallest outer ring around a hole. */
function holderOf(hole: Ring, polygons: readonly Ring[][]): Ring[] | undefined {
  const around = polygons.filter(([outer]) => hole.every((point) => touchesOrHolds(outer as Ring, point)))
  return around.sort(([a], [b]) => signedArea(a as Ring) - signedArea(b as Ring))[0]
}

function touchesOrHolds(ring: Ring, [x, y]: Position): boolean {
  let inside = false
  for (let i = 0; i + 1 < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i] as Position, ring[i + 1] as Position]
    if (ax === x && ay === y) return true
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}
