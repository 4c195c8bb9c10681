/** 地点 — GET /api/places: an address or spoken name, while it is being typed. */
import { type Static, Type } from 'typebox'
import { Text } from '../kernel/common.ts'

export const PlaceQuery = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 300, description: 'What was typed so far' }),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 20, default: 8, description: 'How many at most' }),
    ),
  },
  { additionalProperties: false },
)

export const Places = Type.Object(
  {
    places: Type.Array(
      Type.Object({
        name: Text,
        territory: Type.String({ description: 'Code of the territory it lies in' }),
        path: Text,
        point: Type.Union([Type.Array(Type.Number()), Type.Null()], {
          description: 'Longitude, latitude; null where no point is known',
        }),
      }),
      { description: 'Best first' },
    ),
  },
  { $id: 'Places' },
)
export type Places = Static<typeof Places>
