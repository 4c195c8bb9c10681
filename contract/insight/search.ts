/** 搜索 — GET /api/search: one search for everything that the reader may know of, while it is typed. */
import { type Static, Type } from 'typebox'
import { Named, Text } from '../kernel/common.ts'
import { MatterRow } from '../matter/list.ts'
import { TerritoryItem } from '../territory/territory.ts'

export const SearchQuery = Type.Object(
  {
    text: Type.String({
      minLength: 1,
      maxLength: 300,
      pattern: '^[^\\u0000]*$',
      description: 'What was typed so far: words, a number, a place, a unit, a code',
    }),
    territory: Type.Optional(
      Type.String({ pattern: '^[0-9]{2,22}$', description: 'Only matters of this territory and below' }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, default: 8, description: 'Matters at most' }),
    ),
  },
  { additionalProperties: false },
)
export type SearchQuery = Static<typeof SearchQuery>

/** A text in pieces, never as markup. */
export const Pieces = Type.Array(
  Type.Object({
    text: Type.String({ description: 'Piece of the text' }),
    hit: Type.Boolean({ description: 'It is what was searched for' }),
  }),
  { description: 'A text in pieces, one after the other' },
)
export type Pieces = Static<typeof Pieces>

export const FoundMatter = Type.Object({
  by: Type.Union([Type.Literal('number'), Type.Literal('words')], {
    description:
      'number: its number, here or in the system it came from, begins so; words: all the words are in it',
  }),
  matter: MatterRow,
  title: Pieces,
  snippet: Pieces,
})
export type FoundMatter = Static<typeof FoundMatter>

export const Search = Type.Object(
  {
    matters: Type.Array(FoundMatter, {
      description: 'First those found by their number, at most 5, then those found by words, newest first',
    }),
    more: Type.Boolean({ description: 'There are more matters than these' }),
    territories: Type.Array(TerritoryItem, { description: 'By name or code; at most 5' }),
    organisations: Type.Array(
      Type.Object({
        organisation: Named,
        path: Text,
        territory: Type.String({ description: 'Code of the territory it serves' }),
      }),
      { description: 'By name; at most 5' },
    ),
    addresses: Type.Array(
      Type.Object({
        name: Text,
        path: Text,
        territory: Type.String({ description: 'Code of the territory it lies in' }),
      }),
      { description: 'Places as people say them; at most 5' },
    ),
  },
  { $id: 'Search', description: 'What was found, of all that the reader may know of' },
)
export type Search = Static<typeof Search>
