/**
 * 事项瓦片 — open matters as vector tiles: near ones stand together as a cluster that knows how many are late. A matter's own
 * point carries its id, how its clock stands and its age; titles are asked for when it is opened.
 */
import type { Tile } from '@huying/core/territory/tile.ts'
import { Supercluster } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import { LRUCache } from 'lru-cache'
import type { OpenMatter } from './open-matters.ts'

/** Deepest zoom of these tiles; every zoom has clusters, or ten thousand matters at one address would be one tile. */
export const DEEPEST = 20
/** Of a tile's side: a cluster gathers what lies within 52 of 512 pixels. */
const EXTENT = 4_096
const RADIUS = (52 / 512) * EXTENT

const indexes = new LRUCache<string, Supercluster>({ max: 32, ttl: 30_000 })

/** `key` names the list that the matters are. */
export function matterTile(key: string, matters: readonly OpenMatter[], { z, x, y }: Tile): Uint8Array {
  const index = indexes.get(key) ?? clustersOf(matters)
  indexes.set(key, index)
  const tile = index.getTile(z, x, y)
  return tile ? fromGeojsonVt({ matter: tile }, { version: 2, extent: EXTENT }) : new Uint8Array()
}

function clustersOf(matters: readonly OpenMatter[]): Supercluster {
  const index = new Supercluster({
    ...{ radius: RADIUS, extent: EXTENT, maxZoom: DEEPEST, minPoints: 2 },
    map: (properties: Record<string, unknown> | null) => ({
      late: properties?.pace === 'late' ? 1 : 0,
      near: properties?.pace === 'near' ? 1 : 0,
    }),
    reduce: (sum: Record<string, unknown>, each: Record<string, unknown>) => {
      sum.late = Number(sum.late) + Number(each.late)
      sum.near = Number(sum.near) + Number(each.near)
    },
  })
  index.load(matters.flatMap(featureOf))
  return index
}

type PointFeature = {
  type: 'Feature'
  properties: Record<string, unknown>
  geometry: { type: 'Point'; coordinates: [number, number] }
}

/** A matter without a point is not given one. */
function featureOf({ id, lon, lat, pace, age }: OpenMatter): PointFeature[] {
  if (lon === null || lat === null) return []
  return [
    {
      type: 'Feature',
      properties: { id, age, pace: pace ?? 'none' },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    },
  ]
}
