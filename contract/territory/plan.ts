/** 平面图 — GET /api/territories/:code/plan: borders of a territory, of its parts and of what lies around, for drawing without a map engine. */
import { type Static, Type } from 'typebox'
import { Text } from '../kernel/common.ts'

export const TerritoryParams = Type.Object({
  code: Type.String({ pattern: '^[0-9]{2,22}$', description: 'Code of a territory' }),
})

const Lon = Type.Number({ description: 'Longitude, WGS-84' })
const Lat = Type.Number({ description: 'Latitude, WGS-84' })

export const PlanPiece = Type.Object(
  {
    code: Type.String({ description: 'Code' }),
    name: Text,
    part: Type.Union([Type.Literal('focus'), Type.Literal('child'), Type.Literal('around')], {
      description: 'The territory itself, one directly below it, or one beside it',
    }),
    rings: Type.Array(Type.Array(Type.Tuple([Lon, Lat])), {
      description: 'Outer borders and holes, simplified; fill by the even-odd rule',
    }),
    at: Type.Tuple([Lon, Lat], { description: 'A point well inside, for the name' }),
  },
  { $id: 'PlanPiece' },
)
export type PlanPiece = Static<typeof PlanPiece>

export const Plan = Type.Object(
  {
    code: Type.String({
      description:
        'The territory that is shown: the one asked for, or the nearest above it that has a border',
    }),
    bounds: Type.Union([Type.Tuple([Lon, Lat, Lon, Lat]), Type.Null()], {
      description: 'West, south, east, north of the territory; null where no border is known at all',
    }),
    pieces: Type.Array(PlanPiece, {
      description: 'From the ground up: around, children, the territory itself',
    }),
  },
  { $id: 'Plan' },
)
export type Plan = Static<typeof Plan>
