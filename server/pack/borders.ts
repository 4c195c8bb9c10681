/** 边界文件 — GeoJSON features with the code of a territory, or with the id of a zone. */

import type { CoordinateSystem } from '@huying/core/territory/coordinates.ts'
import { geometryToWgs84 } from '@huying/core/territory/coordinates.ts'
import type { Geometry } from '@huying/core/territory/types.ts'
import type { Report, Source } from './source.ts'
import { parseJson } from './yaml-file.ts'

export type Borders = {
  /** Geometry, WGS-84, by code of territory or by `zone:<id>`. */
  readonly geometries: ReadonlyMap<string, Geometry>
  readonly sourceOf: (key: string) => Source
}

export const NO_BORDERS: Borders = { geometries: new Map(), sourceOf: () => ({ file: '', lineOf: () => 1 }) }

type Feature = {
  properties?: { code?: unknown; zone?: unknown } | null
  geometry?: { type?: unknown; coordinates?: unknown } | null
}

/** Reads a FeatureCollection; a feature that names nothing, or names what another did, is reported. */
export function readBorders(file: string, text: string, system: CoordinateSystem, report: Report): Borders {
  const sourceOf = (key: string): Source => ({ file, lineOf: () => lineOfKey(text, key) })
  const geometries = new Map<string, Geometry>()
  const value = parseJson(file, text, report) as { features?: unknown } | undefined
  if (value === undefined) return NO_BORDERS
  if (!Array.isArray(value.features)) {
    report({ code: 'geojson.no_features', severity: 'error', file, line: 1, params: {} })
    return NO_BORDERS
  }
  ;(value.features as Feature[]).forEach((feature, index) => {
    const key = keyOf(feature)
    const complain = (code: string) =>
      report({
        code,
        severity: 'error',
        file,
        line: lineOfKey(text, key ?? ''),
        params: { index, key: key ?? '' },
      })
    if (key === null) return complain('geojson.no_code')
    if (geometries.has(key)) return complain('geojson.twice')
    if (!isSurface(feature.geometry)) return complain('geojson.no_surface')
    geometries.set(key, geometryToWgs84(feature.geometry, system))
  })
  return { geometries, sourceOf }
}

function keyOf(feature: Feature): string | null {
  const { code, zone } = feature.properties ?? {}
  if (typeof code === 'string' || typeof code === 'number') return String(code)
  return typeof zone === 'string' ? `zone:${zone}` : null
}

/** A polygon or several, down to the numbers: whatever else a damaged file holds is a finding, not a crash later on. */
function isSurface(geometry: Feature['geometry']): geometry is Geometry {
  const { type, coordinates } = geometry ?? {}
  if (type === 'Polygon') return isListOf(coordinates, isRing)
  return type === 'MultiPolygon' && isListOf(coordinates, (polygon) => isListOf(polygon, isRing))
}

function isRing(ring: unknown): boolean {
  return isListOf(
    ring,
    (position) => isListOf(position, (n) => typeof n === 'number') && position.length >= 2,
  )
}

function isListOf(value: unknown, isOne: (each: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(isOne)
}

/** The first line that names this code: found by searching, and only when a problem asks for it. */
function lineOfKey(text: string, key: string): number {
  const [property, value] = key.startsWith('zone:') ? ['zone', key.slice(5)] : ['code', key]
  const found = new RegExp(`"${property}"\\s*:\\s*"?${value.replace(/[^\w-]/g, '.')}"?\\s*[,}]`).exec(text)
  return value === '' || !found ? 1 : text.slice(0, found.index).split('\n').length
}
