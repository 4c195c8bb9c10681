/**
 * 平面 — geometries laid flat for measuring: metres east and north of an origin. True to about half a per cent
 * over the size of a city, which is what a report on overlaps and gaps needs.
 */
import { type Geometry, type Position, polygonsOf } from './types.ts'

const METRES_PER_DEGREE = 111_195

export type Plane = {
  readonly lon: number
  readonly lat: number
  readonly metresPerLon: number
  readonly metresPerLat: number
}

/** Degrees taken as they are: nothing is measured on it, and every vertex comes back bit by bit. */
export const DEGREES: Plane = { lon: 0, lat: 0, metresPerLon: 1, metresPerLat: 1 }

/** Edges of one shape, horizontal ones included: x0, y0, x1, y1 each, in metres, outer rings and holes alike. */
export type Shape = Float64Array

/** A plane around a position, in metres. */
export function planeAt([lon, lat]: Position): Plane {
  return {
    lon,
    lat,
    metresPerLon: METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180),
    metresPerLat: METRES_PER_DEGREE,
  }
}

/** Back from metres on the plane to degrees. */
export function toPosition(plane: Plane, x: number, y: number): Position {
  return [plane.lon + x / plane.metresPerLon, plane.lat + y / plane.metresPerLat]
}

/**
 * Lays a geometry flat. Outer rings turn counter-clockwise and holes clockwise, whatever the file did, and an
 * unclosed ring is closed; edges without length are left out.
 */
export function flatten(plane: Plane, geometry: Geometry): Shape {
  const numbers: number[] = []
  for (const polygon of polygonsOf(geometry)) {
    polygon.forEach((ring, at) => {
      const flat = ring.map(
        ([lon, lat]): Position => [
          (lon - plane.lon) * plane.metresPerLon,
          (lat - plane.lat) * plane.metresPerLat,
        ],
      )
      if (signedArea(flat) < 0 !== at > 0) flat.reverse()
      pushEdges(flat, numbers)
    })
  }
  return Float64Array.from(numbers)
}

function pushEdges(ring: readonly Position[], numbers: number[]): void {
  let previous = ring.at(-1)
  for (const point of ring) {
    if (previous && (previous[0] !== point[0] || previous[1] !== point[1]))
      numbers.push(...previous, ...point)
    previous = point
  }
}

/** The area of a ring: positive where the ring turns counter-clockwise; square units of the input. */
export function signedArea(ring: readonly Position[]): number {
  let doubled = 0
  let previous = ring.at(-1)
  for (const point of ring) {
    if (previous) doubled += previous[0] * point[1] - point[0] * previous[1]
    previous = point
  }
  return doubled / 2
}

/** Visits the edges of a shape in order. */
export function eachEdge(
  shape: Shape,
  visit: (x0: number, y0: number, x1: number, y1: number) => void,
): void {
  for (let i = 0; i < shape.length; i += 4) {
    visit(shape[i] as number, shape[i + 1] as number, shape[i + 2] as number, shape[i + 3] as number)
  }
}

/** The area of a shape in m², holes taken off. */
export function areaOf(shape: Shape): number {
  let doubled = 0
  eachEdge(shape, (x0, y0, x1, y1) => {
    doubled += x0 * y1 - x1 * y0
  })
  return doubled / 2
}
