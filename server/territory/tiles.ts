/**
 * 边界瓦片 — vector tiles of territories, cut in this process when they are asked for. Which levels a zoom shows is decided by
 * how dense they lie: never more than a screen can show and a browser can draw, in no tile of that zoom.
 */

import { boundsOf } from '@huying/core/territory/border.ts'
import { insideOf } from '@huying/core/territory/coarse.ts'
import type { Level } from '@huying/core/territory/code.ts'
import { inSquare, type Tile, tileBounds } from '@huying/core/territory/tile.ts'
import { geoJSONToTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import { LRUCache } from 'lru-cache'
import type { Bordered, BorderLayer, Borders } from './borders.ts'

/** Most features of a tile: borders and names together. */
export const MOST_FEATURES = 3_000
/** A level whose typical territory is smaller than this many pixels is a grey smear. */
const SMALLEST = 14
const TILE_PIXELS = 512
/** Deepest zoom that is cut; beyond it the map enlarges. */
export const DEEPEST = 16
/** Share of a tile's side that is drawn beyond its edge. */
const BUFFER = 64 / 4096
/** Bytes of tiles kept. */
const KEPT = 64 * 2 ** 20

const cache = new LRUCache<string, Uint8Array>({
  maxSize: KEPT,
  sizeCalculation: (tile) => tile.byteLength + 200,
})

/** The tile as bytes; an empty one where nothing lies. */
export function territoryTile(borders: Borders, tile: Tile): Uint8Array {
  const key = `${borders.version} ${tile.z}/${tile.x}/${tile.y}`
  const kept = cache.get(key)
  if (kept) return kept
  const made = cut(borders, tile)
  cache.set(key, made)
  return made
}

function cut(borders: Borders, tile: Tile): Uint8Array {
  const shown = levelsAt(borders, tile.z)
  const box = tileBounds(tile, BUFFER)
  const found = borders.layers
    .filter(({ level }) => shown.includes(level))
    .flatMap((layer) => layer.within(...box))
  const layers = { border: found.map(borderFeature), name: found.filter(isNamedIn(tile)).map(nameFeature) }
  const cutLayers = Object.entries(layers).flatMap(([name, features]) => {
    const made = geoJSONToTile({ type: 'FeatureCollection', features }, tile.z, tile.x, tile.y, OPTIONS)
    return made.features.length > 0 ? [[name, made] as const] : []
  })
  return fromGeojsonVt(Object.fromEntries(cutLayers), { version: 2, extent: OPTIONS.extent })
}

const OPTIONS = { maxZoom: DEEPEST, tolerance: 3, extent: 4096, buffer: 64, clip: true, wrap: false }

const propertiesOf = ({ code, level, name }: Bordered) => ({
  code,
  level,
  zh: name.zh,
  en: name.en ?? name.zh,
})

const borderFeature = (territory: Bordered) => ({
  type: 'Feature' as const,
  properties: propertiesOf(territory),
  geometry: territory.geometry as { type: 'Polygon'; coordinates: [number, number][][] },
})

const nameFeature = (territory: Bordered) => ({
  type: 'Feature' as const,
  properties: propertiesOf(territory),
  geometry: { type: 'Point' as const, coordinates: [...middleOf(territory)] },
})

/** A name stands in one tile only. */
function isNamedIn({ z, x, y }: Tile): (territory: Bordered) => boolean {
  return (territory) => {
    const [lon, lat] = middleOf(territory)
    const square = inSquare(lon, lat)
    return Math.floor(square[0] * 2 ** z) === x && Math.floor(square[1] * 2 ** z) === y
  }
}

const middles = new WeakMap<Bordered, ReturnType<typeof insideOf>>()

function middleOf(territory: Bordered): ReturnType<typeof insideOf> {
  const known = middles.get(territory) ?? insideOf(territory.geometry)
  middles.set(territory, known)
  return known
}

const shownLevels = new WeakMap<Borders, Map<number, Level[]>>()

/** Levels that every tile of a zoom shows, so that neighbouring tiles agree. The topmost is always there. */
export function levelsAt(borders: Borders, z: number): Level[] {
  const zooms = shownLevels.get(borders) ?? new Map<number, Level[]>()
  shownLevels.set(borders, zooms)
  const known = zooms.get(z)
  if (known) return known
  const levels: Level[] = []
  let features = 0
  for (const layer of borders.layers) {
    features += 2 * densest(layer, z)
    if (levels.length > 0 && (features > MOST_FEATURES || pixelsAt(layer, z) < SMALLEST)) break
    levels.push(layer.level)
  }
  zooms.set(z, levels)
  return levels
}

/** How many territories the fullest tile of a zoom meets. */
function densest({ territories }: BorderLayer, z: number): number {
  const side = 2 ** z
  const counts = new Map<number, number>()
  let most = 0
  for (const { geometry } of territories) {
    const [west, south, east, north] = boundsOf(geometry) as [number, number, number, number]
    const [left, top] = inSquare(west, north).map((n) => Math.floor(n * side - BUFFER)) as [number, number]
    const [right, bottom] = inSquare(east, south).map((n) => Math.floor(n * side + BUFFER)) as [
      number,
      number,
    ]
    // Whatever covers many tiles is one feature in each: it is alone there, or nearly.
    if ((right - left + 1) * (bottom - top + 1) > 64) continue
    for (let x = left; x <= right; x++)
      for (let y = top; y <= bottom; y++) {
        const count = (counts.get(y * side + x) ?? 0) + 1
        counts.set(y * side + x, count)
        most = Math.max(most, count)
      }
  }
  return most
}

/** Longer side in pixels of the territory in the middle of all, by size. */
function pixelsAt({ territories }: BorderLayer, z: number): number {
  const sizes = territories.map(({ geometry }) => {
    const [west, south, east, north] = boundsOf(geometry) as [number, number, number, number]
    const [[left, top], [right, bottom]] = [inSquare(west, north), inSquare(east, south)]
    return Math.max(right - left, bottom - top)
  })
  sizes.sort((a, b) => a - b)
  return (sizes[Math.floor(sizes.length / 2)] ?? 0) * 2 ** z * TILE_PIXELS
}
