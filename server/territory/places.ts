/** 地点 — where something is: the territories of a jurisdiction as one process holds them, for locating and naming. */
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import type { Words } from '@huying/core/kernel/words.ts'
import { ancestorsOf, isWithin } from '@huying/core/territory/code.ts'
import { buildGazetteer, type Gazetteer, type GazetteerEntry } from '@huying/core/territory/gazetteer.ts'
import { buildLocator, type Locator, locate } from '@huying/core/territory/locate.ts'
import { resolve } from '@huying/core/territory/resolve.ts'
import type { Territory } from '@huying/core/territory/types.ts'

export type Places = {
  readonly jurisdiction: string
  readonly byCode: ReadonlyMap<string, Territory>
  /** Territories directly below a code, in order of code. */
  readonly children: ReadonlyMap<string, readonly Territory[]>
  readonly locator: Locator
  readonly gazetteer: Gazetteer
  readonly zones: ReadonlyMap<string, readonly ZoneOf[]>
  /** Codes no longer in force, each with the code of what it has become by re-drawing. */
  readonly former: ReadonlyMap<string, string>
}

/** A zone as one of the territories in it knows it. */
export type ZoneOf = { readonly id: string; readonly name: Words; readonly code: string }

export type PlaceInput = {
  readonly territory?: string | undefined
  readonly lon?: number | undefined
  readonly lat?: number | undefined
  readonly address?: string | undefined
}

export type Located = { readonly territory: string; readonly point: readonly [number, number] | null }

export function buildPlaces(
  jurisdiction: string,
  territories: readonly Territory[],
  entries: readonly GazetteerEntry[],
  zones: readonly ZoneOf[] = [],
  former: ReadonlyMap<string, string> = new Map(),
): Places {
  const byCode = new Map(territories.map((t) => [t.code, t]))
  const located = territories.map(({ code, geometry }) => ({
    id: code,
    code,
    ...(geometry ? { geometry } : {}),
  }))
  return {
    jurisdiction,
    byCode,
    children: Map.groupBy(territories, (t) => t.parentCode ?? ''),
    locator: buildLocator(located),
    gazetteer: buildGazetteer(former.size === 0 ? entries : entries.map((entry) => inForce(entry, former))),
    zones: Map.groupBy(zones, (zone) => zone.code),
    former,
  }
}

/** A gazetteer outlives a re-drawing: its codes are read as what they have become. */
function inForce(entry: GazetteerEntry, former: ReadonlyMap<string, string>): GazetteerEntry {
  const now = <T extends { readonly territoryCode: string }>(each: T): T => ({
    ...each,
    territoryCode: former.get(each.territoryCode) ?? each.territoryCode,
  })
  return now({ ...entry, ...(entry.numbers ? { numbers: entry.numbers.map(now) } : {}) })
}

/** The code, and the former ones of all that lies within it now: what happened there before it was re-drawn is found too. */
export function codesWithin(places: Places, code: string): string[] {
  const former = [...places.former].filter(([was, now]) => now.startsWith(code) && !was.startsWith(code))
  return [code, ...former.map(([was]) => was)]
}

/**
 * Turns what is known of a place into a territory: a point first (it is the most exact), then a code, then an address.
 * A point outside all borders is refused (place.outside) unless a code or address says where it is; a name that nobody knows
 * or that many share is refused with the candidates (place.unknown).
 */
export function findPlace(places: Places, input: PlaceInput): Result<Located> {
  const point = input.lon !== undefined && input.lat !== undefined ? ([input.lon, input.lat] as const) : null
  const territory = point ? locate(places.locator, point[0], point[1]) : null
  if (territory !== null) return ok({ territory, point })
  if (input.territory !== undefined) {
    const code = places.former.get(input.territory) ?? input.territory
    if (places.byCode.has(code) || code === places.jurisdiction) return ok({ territory: code, point })
    return isWithin(input.territory, places.jurisdiction)
      ? refuse('place.unknown', { place: input.territory, candidates: [] })
      : refuse('place.outside', { place: input.territory })
  }
  if (input.address !== undefined) return byAddress(places, input.address, point)
  return point
    ? refuse('place.outside', { place: point.join(',') })
    : refuse('place.unknown', { place: '', candidates: [] })
}

function byAddress(places: Places, address: string, point: Located['point']): Result<Located> {
  const found = resolve(places.gazetteer, address)
  if (found.found) {
    const known = found.entry.point
    return ok({ territory: found.territoryCode, point: point ?? (known ? [known[0], known[1]] : null) })
  }
  const candidates = found.candidates.map((c) => `${c.entry.name.zh} ${pathName(places, c.territoryCode).zh}`)
  return refuse('place.unknown', { place: '', candidates: candidates.slice(0, 5) })
}

/** Territories from the widest below the jurisdiction down to `code`, or to what it has become. */
export function pathOf(places: Places, code: string): { code: string; name: Words }[] {
  const now = places.former.get(code) ?? code
  return [...ancestorsOf(now), now]
    .map((c) => places.byCode.get(c))
    .filter((t): t is Territory => t !== undefined)
    .sort((a, b) => a.code.length - b.code.length)
    .map((t) => ({ code: t.code, name: t.name }))
}

/** Zones that the territory, or one above it, belongs to. */
export function zonesOf(places: Places, code: string): { id: string; name: Words }[] {
  const found = [...ancestorsOf(code), code].flatMap((c) => places.zones.get(c) ?? [])
  return [...new Map(found.map(({ id, name }) => [id, { id, name }])).values()]
}

/** Names of the place in one line, widest first. In English, the Chinese name stands in where a territory has no other. */
export function pathName(places: Places, code: string): Words {
  const names = pathOf(places, code).map((t) => t.name)
  const zh = names.map((name) => name.zh).join(' ')
  if (names.every((name) => name.en === undefined)) return { zh }
  return { zh, en: names.map((name) => name.en ?? name.zh).join(', ') }
}
