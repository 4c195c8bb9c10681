/**
 * 落点 — where a row is: its point where that says something, else its territory, area name or address, else the whole
 * jurisdiction. A useless point is dropped and said so; no point is ever made up.
 */
import { toWgs84 } from '@huying/core/territory/coordinates.ts'
import { locate } from '@huying/core/territory/locate.ts'
import { findPlace, type Places } from '../territory/places.ts'
import type { ImportMap } from './map.ts'
import { type Note, type Outcome, rejected } from './note.ts'
import type { Entry } from './translate.ts'

type Point = readonly [lon: number, lat: number]

export type Placed = {
  readonly territory: string
  readonly point: Point | null
  readonly notes: readonly Note[]
}

export type Placer = (entry: Pick<Entry, 'fields'>) => Outcome<Placed>

/** Placing many rows: names are indexed once, addresses asked once. */
export function placer(places: Places, { place: rule = {} }: Pick<ImportMap, 'place'>): Placer {
  const byName = namesOf(places)
  const known = new Map<string, string | null>()
  return ({ fields }) => {
    const notes: Note[] = []
    const point = pointOf(fields, rule, notes)
    const territory =
      (point && locate(places.locator, point[0], point[1])) ??
      byCode(places, fields.territory, notes) ??
      byArea(byName, fields.area, notes) ??
      (rule.readAddress === false ? null : byAddress(places, fields.address, known, notes))
    if (territory !== null) return { ok: true, value: { territory, point, notes } }
    if (rule.otherwise === 'reject') {
      return rejected('row.place_unknown', { place: fields.area ?? fields.territory ?? '' })
    }
    notes.push({ code: 'place.jurisdiction', params: {} })
    return { ok: true, value: { territory: places.jurisdiction, point, notes } }
  }
}

function pointOf(
  fields: Entry['fields'],
  rule: NonNullable<ImportMap['place']>,
  notes: Note[],
): Point | null {
  const { lon = '', lat = '' } = fields
  if (lon === '' && lat === '') return null
  const given: Point = [Number(lon), Number(lat)]
  const why = uselessness(given, lon === '' || lat === '', rule)
  if (why === null) return toWgs84([given[0], given[1]], rule.system ?? 'WGS84') as Point
  notes.push({ code: why, params: { lon, lat } })
  return null
}

/** Why a point says nothing about the place, or null where it does. */
function uselessness(
  [lon, lat]: Point,
  isHalf: boolean,
  { wholeDegrees = 'useless', bounds, useless = [] }: NonNullable<ImportMap['place']>,
): string | null {
  if (isHalf || !Number.isFinite(lon) || !Number.isFinite(lat)) return 'point.unreadable'
  if (lon === 0 && lat === 0) return 'point.zero'
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return 'point.outside'
  if (wholeDegrees === 'useless' && Number.isInteger(lon) && Number.isInteger(lat))
    return 'point.whole_degrees'
  if (useless.some(([x, y]) => x === lon && y === lat)) return 'point.listed'
  if (!bounds) return null
  const [west = -180, south = -90, east = 180, north = 90] = bounds
  return lon < west || lon > east || lat < south || lat > north ? 'point.outside' : null
}

function byCode(places: Places, code: string | undefined, notes: Note[]): string | null {
  if (code === undefined) return null
  const found = findPlace(places, { territory: code })
  if (found.ok) return found.value.territory
  notes.push({ code: 'place.code_unknown', params: { code } })
  return null
}

function byArea(
  names: ReadonlyMap<string, string | null>,
  area: string | undefined,
  notes: Note[],
): string | null {
  if (area === undefined) return null
  const code = names.get(nameKey(area))
  if (code) return code
  notes.push({ code: code === null ? 'place.area_ambiguous' : 'place.area_unknown', params: { area } })
  return null
}

function byAddress(
  places: Places,
  address: string | undefined,
  known: Map<string, string | null>,
  notes: Note[],
): string | null {
  if (address === undefined || address.length < 2) return null
  let code = known.get(address)
  if (code === undefined) {
    const found = findPlace(places, { address })
    code = found.ok ? found.value.territory : null
    if (known.size > 50_000) known.clear()
    known.set(address, code)
  }
  if (code === null) notes.push({ code: 'place.address_unknown', params: {} })
  return code
}

/** Names of territories → code; null where several are called so. */
function namesOf({ byCode }: Places): ReadonlyMap<string, string | null> {
  const names = new Map<string, string | null>()
  for (const { code, name } of byCode.values()) {
    for (const key of new Set([name.zh, name.en ?? ''].map(nameKey))) {
      if (key !== '') names.set(key, names.has(key) ? null : code)
    }
  }
  return names
}

function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}
