/**
 * 坐标系 — coordinates come in other systems and are WGS-84 inside; this is the edge where they turn.
 *
 * GCJ-02 is what Chinese map services publish (the offset is a few hundred metres), BD-09 what Baidu does.
 * CGCS2000 differs from WGS-84 by centimetres and is taken as it is. Back and forth is exact to about a
 * metre (GCJ-02 has no closed inverse). Outside China GCJ-02 equals WGS-84, and so does the result.
 */
import gcoord from 'gcoord'
import type { Geometry, Position, Ring } from './types.ts'

// The package's types and its CommonJS file disagree about the default export; this is what the file has.
type Crs = 'WGS84' | 'GCJ02' | 'BD09'
const transform = (
  gcoord as unknown as { transform: (at: [number, number], from: Crs, to: Crs) => [number, number] }
).transform

export type CoordinateSystem = 'WGS84' | 'CGCS2000' | 'GCJ02' | 'BD09'

export const coordinateSystems: readonly CoordinateSystem[] = ['WGS84', 'CGCS2000', 'GCJ02', 'BD09']

const crsOf: Readonly<Record<CoordinateSystem, Crs>> = {
  WGS84: 'WGS84',
  CGCS2000: 'WGS84',
  GCJ02: 'GCJ02',
  BD09: 'BD09',
}

/** One position (degrees) from a declared system into WGS-84. */
export function toWgs84(position: Position, from: CoordinateSystem): Position {
  return convert(position, from, 'WGS84')
}

/** One position (degrees) from WGS-84 into another system, for a map service that wants it. */
export function fromWgs84(position: Position, to: CoordinateSystem): Position {
  return convert(position, 'WGS84', to)
}

/** A geometry from a declared system into WGS-84; the same vertex always becomes the same vertex. */
export function geometryToWgs84(geometry: Geometry, from: CoordinateSystem): Geometry {
  if (crsOf[from] === 'WGS84') return geometry
  const ring = (positions: Ring): Ring => positions.map((position) => toWgs84(position, from))
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: geometry.coordinates.map(ring) }
    : { type: 'MultiPolygon', coordinates: geometry.coordinates.map((polygon) => polygon.map(ring)) }
}

/** What a file declares, in the spellings seen (`EPSG:4326`, `urn:ogc:def:crs:OGC:1.3:CRS84`, `gcj-02`); null where unknown. */
export function coordinateSystemOf(declared: string): CoordinateSystem | null {
  const name = declared.toUpperCase().replace(/[^0-9A-Z]/g, '')
  if (/EPSG4326$|CRS84$|^WGS(19)?84$/.test(name)) return 'WGS84'
  if (/EPSG4490$|^CGCS2000$/.test(name)) return 'CGCS2000'
  if (/^GCJ0?2$/.test(name)) return 'GCJ02'
  return /^BD0?9(LL)?$/.test(name) ? 'BD09' : null
}

function convert([lon, lat]: Position, from: CoordinateSystem, to: CoordinateSystem): Position {
  const [source, target] = [crsOf[from], crsOf[to]]
  if (source === target) return [lon, lat]
  return transform([lon, lat], source, target)
}
