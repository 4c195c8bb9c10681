/** 附近事项 — GET /api/matters/nearby: open matters that a new report may repeat. */
import { type Static, Type } from 'typebox'
import { MatterRow } from './list.ts'

export const NearbyQuery = Type.Object(
  {
    lon: Type.Optional(Type.Number({ minimum: -180, maximum: 180, description: 'Longitude, WGS-84' })),
    lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90, description: 'Latitude, WGS-84' })),
    territory: Type.Optional(
      Type.String({ pattern: '^[0-9]{2,22}$', description: 'Where no point is known' }),
    ),
    text: Type.Optional(
      Type.String({ maxLength: 500, description: 'What is being reported, or its beginning' }),
    ),
    kind: Type.Optional(Type.String({ maxLength: 100, description: 'Kind, where it is chosen already' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 5, description: 'At most' })),
  },
  { additionalProperties: false },
)
export type NearbyQuery = Static<typeof NearbyQuery>

/** Why a matter is shown beside another. */
export const Likeness = Type.Object(
  {
    metres: Type.Union([Type.Integer(), Type.Null()], {
      description: 'How far away; null where a point is not known',
    }),
    words: Type.Array(Type.String(), { description: 'Words that both have, the most telling first' }),
    sameKind: Type.Boolean({ description: 'Both are of the same kind' }),
  },
  { description: 'Why it is shown' },
)
export type Likeness = Static<typeof Likeness>

export const Nearby = Type.Object(
  {
    matters: Type.Array(
      Type.Object({
        matter: MatterRow,
        likeness: Likeness,
        point: Type.Union([Type.Tuple([Type.Number(), Type.Number()]), Type.Null()], {
          description: 'Longitude and latitude, WGS-84, where known',
        }),
      }),
      {
        description: 'Open matters that you may read, the likest first',
      },
    ),
  },
  { $id: 'Nearby', description: 'Open matters that a new report may repeat' },
)
export type Nearby = Static<typeof Nearby>
