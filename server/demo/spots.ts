/** 地点 — places of the demo city where something is the matter: an address as people say it, its grid, a point in it. */
import type { GazetteerEntry } from '@huying/core/territory/gazetteer.ts'
import { locate } from '@huying/core/territory/locate.ts'
import { type Geometry, polygonsOf } from '@huying/core/territory/types.ts'
import type { Places } from '../territory/places.ts'
import type { Random } from './random.ts'

export type Spot = {
  readonly address: string
  readonly territory: string
  readonly point: readonly [number, number] | null
}

/** Length of a street's code. */
const STREET = 9
const SUFFIX: Readonly<Record<string, string>> = { estate: '号楼', road: '号' }

/** One place that an entry of the gazetteer stands for; null where it covers more than a street. */
export function spotAt(places: Places, random: Random, entry: GazetteerEntry): Spot | null {
  const range = random.pick(entry.numbers ?? [])
  const territory = range?.territoryCode ?? entry.territoryCode
  if (territory.length < STREET) return null
  const suffix = SUFFIX[entry.kind] ?? ''
  const step = range?.parity === 'all' ? 1 : 2
  const number = range ? range.from + step * random.between(0, Math.floor((range.to - range.from) / step)) : 0
  const address = range ? `${entry.name.zh}${number}${suffix}` : entry.name.zh
  return {
    address,
    territory,
    point: range || !entry.point ? pointIn(places, random, territory) : entry.point,
  }
}

/** A random point of the territory; null where it has no border. */
function pointIn(places: Places, random: Random, code: string): Spot['point'] {
  const geometry = places.byCode.get(code)?.geometry
  if (!geometry) return null
  const { west, south, east, north } = boxOf(geometry)
  for (let tries = 0; tries < 30; tries++) {
    const lon = west + random.next() * (east - west)
    const lat = south + random.next() * (north - south)
    if (locate(places.locator, lon, lat)?.startsWith(code)) return [round(lon), round(lat)]
  }
  return null
}

function boxOf(geometry: Geometry): { west: number; south: number; east: number; north: number } {
  const corners = polygonsOf(geometry).flatMap(([outer = []]) => outer)
  const lons = corners.map(([lon]) => lon)
  const lats = corners.map(([, lat]) => lat)
  return {
    west: Math.min(...lons),
    south: Math.min(...lats),
    east: Math.max(...lons),
    north: Math.max(...lats),
  }
}

/** To about ten centimetres. */
function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
