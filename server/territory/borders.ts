/** 边界索引 — the territories of a jurisdiction that have a border, by level and by place: what maps and plans are drawn from. */
import { createHash } from 'node:crypto'
import { boundsOf } from '@huying/core/territory/border.ts'
import { type Level, levels } from '@huying/core/territory/code.ts'
import type { Geometry, Territory } from '@huying/core/territory/types.ts'
import Flatbush from 'flatbush'
import type { Places } from './places.ts'

export type Bordered = Territory & { readonly geometry: Geometry }

export type Borders = {
  /** Changes when a border, code or name does. */
  readonly version: string
  /** Levels that have borders, from the top down. */
  readonly layers: readonly BorderLayer[]
}

export type BorderLayer = {
  readonly level: Level
  readonly territories: readonly Bordered[]
  /** Whatever meets the box (degrees). */
  within(west: number, south: number, east: number, north: number): Bordered[]
}

const known = new WeakMap<Places, Borders>()

/** Made when first asked for, and kept as long as the places are. */
export function bordersOf(places: Places): Borders {
  const found = known.get(places)
  if (found) return found
  const bordered = [...places.byCode.values()].filter(hasBorder)
  const byLevel = Map.groupBy(bordered, ({ level }) => level)
  const layers = levels.flatMap(({ level }) => {
    const territories = byLevel.get(level)
    return territories ? [layerOf(level, territories)] : []
  })
  const made = { version: versionOf(bordered), layers }
  known.set(places, made)
  return made
}

function hasBorder(territory: Territory): territory is Bordered {
  return territory.geometry !== undefined && boundsOf(territory.geometry) !== null
}

function layerOf(level: Level, territories: readonly Bordered[]): BorderLayer {
  const index = new Flatbush(territories.length)
  for (const { geometry } of territories) {
    const [west, south, east, north] = boundsOf(geometry) as [number, number, number, number]
    index.add(west, south, east, north)
  }
  index.finish()
  return {
    level,
    territories,
    within: (...box) =>
      index
        .search(...box)
        .sort((a, b) => a - b)
        .map((at) => territories[at] as Bordered),
  }
}

function versionOf(territories: readonly Bordered[]): string {
  const hash = createHash('sha256')
  for (const { code, name, geometry } of territories)
    hash.update(`${code} ${JSON.stringify(name)} ${JSON.stringify(geometry)}\n`)
  return hash.digest('base64url').slice(0, 22)
}
