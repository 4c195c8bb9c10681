/**
 * 辖区 — territory: a piece of the city that somebody answers for, from the province down to the home.
 *
 * A territory has a stable `id`; its code, name, parent and border are facts of a period and may change.
 * Periods are half-open: `from` is the first day, `to` the first day no longer.
 */
import type { LocalDate } from '../kernel/instant.ts'
import type { Words } from '../kernel/words.ts'
import type { Level } from './code.ts'

/** Longitude, latitude in degrees, WGS-84. */
export type Position = readonly [lon: number, lat: number]
/** Closed: the last position equals the first. */
export type Ring = readonly Position[]
export type Polygon = { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
export type MultiPolygon = {
  readonly type: 'MultiPolygon'
  readonly coordinates: readonly (readonly Ring[])[]
}
/** GeoJSON geometry of a territory, WGS-84. Where there is no polygon there is no geometry. */
export type Geometry = Polygon | MultiPolygon

export type TerritoryId = string

/** What a territory was called, where it belonged and where it ran during a period that is over. */
export type TerritoryPeriod = {
  readonly code: string
  readonly name: Words
  readonly parentCode: string | null
  readonly geometry?: Geometry
  readonly from: LocalDate
  readonly to: LocalDate
}

export type Territory = {
  /** Stable over renaming, recoding and re-drawing. */
  readonly id: TerritoryId
  /** The code in force (`code.ts`); for a territory that ended, the last one. */
  readonly code: string
  readonly name: Words
  readonly level: Level
  /** The code above, as listed by the source; null at the top of the authority's own tree. */
  readonly parentCode: string | null
  /** Kind of a grid as the pack names it (`general` 综合, `exclusive` 专属, …). */
  readonly gridKind?: string
  readonly geometry?: Geometry
  readonly households?: number
  readonly validFrom: LocalDate
  readonly validTo?: LocalDate
  /** First day of the facts above, where they are younger than the territory itself. */
  readonly since?: LocalDate
  /** Earlier facts, oldest first, without overlap. */
  readonly history?: readonly TerritoryPeriod[]
}

/** A piece that crosses the tree: an estate, a park, a functional area. */
export type Zone = {
  readonly id: string
  /** Kind as the pack names it (`estate`, `park`, …). */
  readonly kind: string
  readonly name: Words
  readonly geometry?: Geometry
  readonly validFrom: LocalDate
  readonly validTo?: LocalDate
}

/** A territory (wholly or partly) belongs to a zone during a period. */
export type ZoneMembership = {
  readonly zoneId: string
  readonly territoryId: TerritoryId
  readonly from: LocalDate
  readonly to?: LocalDate
}

export type LineageKind = 'merged' | 'split' | 'renamed' | 'recoded'

/** One step of descent: what became what, on which day. A territory that lives on stands on both sides. */
export type Lineage = {
  readonly kind: LineageKind
  readonly from: readonly TerritoryId[]
  readonly to: readonly TerritoryId[]
  readonly on: LocalDate
}

/** True where the territory exists on that day. */
export function isValidOn(territory: Pick<Territory, 'validFrom' | 'validTo'>, on: LocalDate): boolean {
  return territory.validFrom <= on && (territory.validTo === undefined || on < territory.validTo)
}

/** The polygons of a geometry, each a list of rings: the outer one first, then its holes. */
export function polygonsOf(geometry: Geometry): readonly (readonly Ring[])[] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
}
