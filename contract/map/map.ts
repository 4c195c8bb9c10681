/** 一张图 — GET /api/map/…: what is open where, who serves a place, and points of units and facilities. */
import { type Static, Type } from 'typebox'
import { Named, Text } from '../kernel/common.ts'
import { Pace } from '../matter/pace.ts'

/** How far back the map can be turned, in days. */
export const DAYS_BACK = 90

const Code = Type.String({ pattern: '^[0-9]{2,22}$', description: 'Code of a territory' })

const On = Type.Optional(
  Type.String({
    pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
    description: `What was open at the end of this day of the city, at most ${DAYS_BACK} days back; now where absent`,
  }),
)

export const MapDay = Type.Object({ on: On }, { additionalProperties: false })
export type MapDay = Static<typeof MapDay>

export const MapQuery = Type.Object(
  { on: On, territory: Type.Optional(Code), pace: Type.Optional(Pace) },
  { additionalProperties: false },
)
export type MapQuery = Static<typeof MapQuery>

export const MarksQuery = Type.Object(
  {
    ...MapQuery.properties,
    box: Type.Optional(
      Type.String({
        pattern: '^-?\\d{1,3}(\\.\\d{1,12})?(,-?\\d{1,3}(\\.\\d{1,12})?){3}$',
        description: 'Only within west, south, east, north, in degrees and by comma',
      }),
    ),
  },
  { additionalProperties: false },
)
export type MarksQuery = Static<typeof MarksQuery>

export const MatterTileQuery = Type.Object(
  {
    ...MapQuery.properties,
    revision: Type.Optional(
      Type.String({
        maxLength: 60,
        description: 'Anything: a new one is another address, for a client that keeps tiles',
      }),
    ),
  },
  { additionalProperties: false },
)

const count = (description: string) => Type.Integer({ minimum: 0, description })

export const Tally = Type.Object(
  {
    open: count('Open matters that you may read, as many as the list has'),
    near: count('Of these, close to their deadline; 0 for a past day, whose deadlines are not kept'),
    late: count('Of these, past their deadline; 0 for a past day'),
    unlocated: count('Of these, without a point: they are on no map, but in every list'),
  },
  { description: 'What is open there' },
)
export type Tally = Static<typeof Tally>

export const MapTerritory = Type.Object(
  {
    code: Code,
    name: Text,
    path: Text,
    level: Type.String({ description: 'city, district, street, community, grid …' }),
    tally: Tally,
    team: Type.Array(
      Type.Object({
        role: Named,
        person: Type.String({ description: 'Name of the member of staff' }),
        organisation: Named,
        phone: Type.Union([Type.String(), Type.Null()], { description: 'Work telephone, where known' }),
      }),
      { description: 'Who serves it, by role; the first 200' },
    ),
    teamMore: count('How many more serve it than are told'),
    children: Type.Array(Type.Object({ code: Code, name: Text, tally: Tally }), {
      description: 'Directly below: most late first, then most open, then by code',
    }),
  },
  { $id: 'MapTerritory' },
)
export type MapTerritory = Static<typeof MapTerritory>

export const MapMarks = Type.Object(
  {
    marks: Type.Array(
      Type.Object({
        id: Type.String({ description: 'Matter' }),
        number: Type.String({ description: 'Number for people' }),
        title: Type.Union([Type.String(), Type.Null()], {
          description: 'What it is about; null where it was redacted',
        }),
        lon: Type.Number({ description: 'Longitude, WGS-84' }),
        lat: Type.Number({ description: 'Latitude, WGS-84' }),
        pace: Type.Union([Pace, Type.Null()], {
          description: 'How its deadline stands; null where none runs',
        }),
      }),
      { description: 'Late ones first' },
    ),
    more: count('How many more there are than are told'),
  },
  { $id: 'MapMarks' },
)
export type MapMarks = Static<typeof MapMarks>

export const PointsQuery = Type.Object(
  {
    layer: Type.Union([Type.Literal('unit'), Type.Literal('facility')], {
      description: 'Offices of organisations, or facilities that the pack names',
    }),
  },
  { additionalProperties: false },
)
export type PointsQuery = Static<typeof PointsQuery>

export const MapPoints = Type.Object(
  {
    points: Type.Array(
      Type.Object({
        id: Type.String({ description: 'Organisation, or kind and name of a facility' }),
        name: Text,
        kind: Named,
        lon: Type.Number({ description: 'Longitude, WGS-84' }),
        lat: Type.Number({ description: 'Latitude, WGS-84' }),
        phone: Type.Union([Type.String(), Type.Null()], {
          description: 'Public telephone, where there is one',
        }),
      }),
      { description: 'All of the layer' },
    ),
  },
  { $id: 'MapPoints' },
)
export type MapPoints = Static<typeof MapPoints>
