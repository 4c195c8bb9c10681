/** 辖区 — GET /api/territories and GET /api/territories/:code: the tree that a desk is switched along. */
import { type Static, Type } from 'typebox'
import { Named, Text } from '../kernel/common.ts'

export const TerritoriesQuery = Type.Object(
  {
    text: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 60,
        pattern: '^[^\\u0000]*$',
        description: 'Part of a name, or the beginning of a code; absent for the roots',
      }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 50, default: 20, description: 'How many at most' }),
    ),
  },
  { additionalProperties: false },
)

export const TerritoryParams = Type.Object({
  code: Type.String({ pattern: '^[0-9]{2,22}$', description: 'Code, also one no longer in force' }),
})

const Code = Type.String({ description: 'Code' })
const Level = Type.String({
  description: 'province, city, district, street, community, grid, building or home',
})

export const TerritoryItem = Type.Object(
  {
    code: Code,
    name: Text,
    level: Level,
    path: Text,
    children: Type.Integer({ description: 'How many territories lie directly below' }),
  },
  { $id: 'TerritoryItem' },
)
export type TerritoryItem = Static<typeof TerritoryItem>

export const Territories = Type.Object(
  {
    territories: Type.Array(TerritoryItem, {
      description: 'The tops of what you oversee; of a search, what was found below them, best first',
    }),
  },
  { $id: 'Territories' },
)
export type Territories = Static<typeof Territories>

export const TerritoryView = Type.Object(
  {
    code: Code,
    name: Text,
    level: Level,
    path: Type.Array(Type.Object({ code: Code, name: Text, level: Level }), {
      description: 'From the widest down to the territory itself',
    }),
    children: Type.Array(TerritoryItem, { description: 'Directly below, in order of code' }),
    zones: Type.Array(Named, { description: 'Estates, parks and functional areas it belongs to' }),
    gridKind: Type.Union([Type.String(), Type.Null()], { description: 'Kind of grid, from the pack' }),
    households: Type.Union([Type.Integer(), Type.Null()], { description: 'Households, where counted' }),
    hasBoundary: Type.Boolean({ description: 'Whether its border is known' }),
  },
  { $id: 'Territory' },
)
export type TerritoryView = Static<typeof TerritoryView>

const Day = Type.String({ format: 'date', description: 'YYYY-MM-DD' })

export const TerritoryHistory = Type.Object(
  {
    periods: Type.Array(
      Type.Object({
        code: Code,
        name: Text,
        from: Type.Union([Day, Type.Null()], { description: 'First day; null where nobody recorded it' }),
        to: Type.Union([Day, Type.Null()], {
          description: 'First day on which it no longer held; null while it holds',
        }),
      }),
      { description: 'Its codes and names, newest first' },
    ),
    lineage: Type.Array(
      Type.Object({
        kind: Type.String({ description: 'merged, split, renamed or recoded' }),
        on: Day,
        from: Type.Array(Named, { description: 'Territories before; the id is the code' }),
        to: Type.Array(Named, { description: 'Territories after; the id is the code' }),
      }),
      { description: 'What it came from and what it gave off, newest first' },
    ),
  },
  { $id: 'TerritoryHistory' },
)
export type TerritoryHistory = Static<typeof TerritoryHistory>
