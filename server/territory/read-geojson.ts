/**
 * 边界文件 — borders from GeoJSON. The coordinate system must be declared, by the mapping or by the file:
 * RFC 7946 says WGS-84, but files in GCJ-02 say nothing, and a guess would move a city by half a kilometre.
 */
import { childCode } from '@huying/core/territory/code.ts'
import {
  type CoordinateSystem,
  coordinateSystemOf,
  geometryToWgs84,
} from '@huying/core/territory/coordinates.ts'
import type { Finding, FindingCode } from '@huying/core/territory/finding.ts'
import type { Geometry, Position, Ring, Territory } from '@huying/core/territory/types.ts'
import { fileFinding, type ReadResult, type Rejected, type RowOptions, territoryFromRow } from './row.ts'

export type GeoJsonMapping = RowOptions & {
  readonly coordinates?: CoordinateSystem
  /** Properties by name; the first that holds something counts. */
  readonly name: readonly string[]
  readonly nameEn?: readonly string[]
  readonly gridKind?: readonly string[]
  /**
   * Where the code comes from: a property; the one known territory of that name under `parentCode`; or, where the
   * publisher has no codes, numbers under `parentCode` by position in the file.
   */
  readonly code:
    | { readonly properties: readonly string[] }
    | { readonly byName: { readonly parentCode: string } }
    | { readonly numbered: { readonly parentCode: string } }
}

type Properties = Readonly<Record<string, unknown>>

/** Territories from the text of a FeatureCollection; `known` serves `byName`. Borders come out in WGS-84. */
export function territoriesFromGeoJson(
  text: string,
  mapping: GeoJsonMapping,
  known: readonly Territory[],
): ReadResult {
  const file = parseCollection(text)
  if (!file) return { territories: [], findings: [fileFinding('file.unreadable', 'error')], rejected: [] }
  const declared = file.crs === null ? null : coordinateSystemOf(file.crs)
  const coordinates = mapping.coordinates ?? declared
  const rejectedAll = file.features.map(
    (feature, index): Rejected => ({ index, values: propertiesOf(feature) }),
  )
  if (!coordinates) {
    return {
      territories: [],
      findings: [fileFinding('file.coordinates_undeclared', 'error', { crs: file.crs ?? '' })],
      rejected: rejectedAll,
    }
  }
  const findings: Finding[] = []
  if (file.crs !== null && declared !== coordinates) {
    findings.push(fileFinding('file.coordinates_differ', 'warning', { file: file.crs, used: coordinates }))
  }
  const territories: Territory[] = []
  const rejected: Rejected[] = []
  file.features.forEach((feature, index) => {
    const result = readFeature(feature, index, { mapping, known, coordinates })
    findings.push(...result.findings)
    if (result.territory) territories.push(result.territory)
    else rejected.push(rejectedAll[index] as Rejected)
  })
  return { territories, findings, rejected }
}

type FeatureContext = {
  readonly mapping: GeoJsonMapping
  readonly known: readonly Territory[]
  readonly coordinates: CoordinateSystem
}

function readFeature(feature: unknown, index: number, { mapping, known, coordinates }: FeatureContext) {
  const properties = propertiesOf(feature)
  const name = propertyOf(properties, mapping.name)
  if (name === '') return { territory: null, findings: [nameless(properties, index, mapping.name)] }
  const geometry = geometryOf(feature)
  if (!geometry)
    return { territory: null, findings: [featureFinding('geometry.unreadable', index, { name })] }
  const found = codeOf(properties, name, index, mapping, known)
  if ('code' in found) return { territory: null, findings: [found] }
  const row = {
    code: found.is,
    name,
    nameEn: propertyOf(properties, mapping.nameEn),
    gridKind: propertyOf(properties, mapping.gridKind),
  }
  return territoryFromRow({ ...row, geometry: geometryToWgs84(geometry, coordinates) }, index, mapping)
}

function codeOf(
  properties: Properties,
  name: string,
  index: number,
  { code }: GeoJsonMapping,
  known: readonly Territory[],
): { is: string } | Finding {
  if ('properties' in code) return { is: propertyOf(properties, code.properties) }
  if ('numbered' in code) return { is: childCode(code.numbered.parentCode, index + 1) ?? '' }
  const { parentCode } = code.byName
  const named = known.filter(
    (each) => each.parentCode === parentCode && each.name.zh === name && each.validTo === undefined,
  )
  if (named.length === 1) return { is: (named[0] as Territory).code }
  return featureFinding(named.length === 0 ? 'feature.unmatched' : 'feature.ambiguous', index, {
    name,
    parent: parentCode,
    count: named.length,
  })
}

/** A missing name, with the property that was perhaps meant (`na me`). */
function nameless(properties: Properties, index: number, wanted: readonly string[]): Finding {
  const plain = (text: string): string => text.replace(/[\s_-]/g, '').toLowerCase()
  const close = Object.keys(properties).find((key) =>
    wanted.some((each) => each !== key && plain(each) === plain(key)),
  )
  return featureFinding(
    'name.missing',
    index,
    close === undefined ? {} : { looksLike: close, value: String(properties[close]) },
  )
}

function featureFinding(code: FindingCode, index: number, params: Finding['params']): Finding {
  return { code, severity: 'error', territoryCode: null, index, params }
}

function parseCollection(text: string): { features: unknown[]; crs: string | null } | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  if (!isRecord(json) || json.type !== 'FeatureCollection' || !Array.isArray(json.features)) return null
  const crs = isRecord(json.crs) && isRecord(json.crs.properties) ? json.crs.properties.name : null
  return { features: json.features, crs: typeof crs === 'string' ? crs : null }
}

function propertiesOf(feature: unknown): Properties {
  return isRecord(feature) && isRecord(feature.properties) ? feature.properties : {}
}

function propertyOf(properties: Properties, names: readonly string[] = []): string {
  for (const name of names) {
    const value = properties[name]
    if ((typeof value === 'string' || typeof value === 'number') && String(value).trim() !== '')
      return String(value).trim()
  }
  return ''
}

/** A polygon or multi-polygon of number pairs (heights are left out); null for everything else. */
function geometryOf(feature: unknown): Geometry | null {
  const geometry = isRecord(feature) ? feature.geometry : null
  if (!isRecord(geometry)) return null
  if (geometry.type === 'Polygon') {
    const coordinates = listOf(geometry.coordinates, ringOf)
    return coordinates && { type: 'Polygon', coordinates }
  }
  if (geometry.type !== 'MultiPolygon') return null
  const coordinates = listOf(geometry.coordinates, (polygon) => listOf(polygon, ringOf))
  return coordinates && { type: 'MultiPolygon', coordinates }
}

function ringOf(value: unknown): Ring | null {
  return listOf(value, (position): Position | null => {
    if (!Array.isArray(position)) return null
    const [lon, lat] = position as unknown[]
    return typeof lon === 'number' && typeof lat === 'number' ? [lon, lat] : null
  })
}

/** Each item converted, or null where one cannot be. */
function listOf<T>(value: unknown, convert: (item: unknown) => T | null): T[] | null {
  if (!Array.isArray(value)) return null
  const items = value.map(convert)
  return items.includes(null) ? null : (items as T[])
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
