/** 瓦片 — GET /api/tiles/territory/:z/:x/:y: borders and names of territories as a Mapbox vector tile. */
import { type Static, Type } from 'typebox'

/** Digits only: a number with a fraction is no tile, and none is quietly rounded. */
const whole = (description: string) => Type.String({ pattern: '^[0-9]{1,7}$', description })

export const TileParams = Type.Object({
  z: whole('Zoom'),
  x: whole('Column, to the east'),
  y: whole('Row, to the south'),
})
export type TileParams = Static<typeof TileParams>

export const TILE_TYPE = 'application/vnd.mapbox-vector-tile'

export const TileAnswer = {
  description: 'Mapbox vector tile; no bytes where nothing lies',
  content: { [TILE_TYPE]: { schema: Type.String({ description: 'Protobuf bytes' }) } },
}

/** GET /api/map/setup */
export const MapSetup = Type.Object(
  {
    basemap: Type.Union([Type.String(), Type.Null()], {
      description: 'Address of raster tiles under the map, with {z}, {x} and {y}; null where none is set',
    }),
  },
  { $id: 'MapSetup' },
)
export type MapSetup = Static<typeof MapSetup>
