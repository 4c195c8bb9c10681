/** 网格 — GET /api/grids and GET /api/grids/:code: who serves each grid and what is open there. */
import { type Static, Type } from 'typebox'
import { Named, Text } from '../kernel/common.ts'

const Code = Type.String({ description: 'Code' })
const Open = Type.Integer({ description: 'Open matters there that you may read' })
const Late = Type.Integer({ description: 'Of these, past the deadline promised' })
const Gap = Type.Boolean({ description: 'No full-time grid worker holds a post there today' })

export const GridsQuery = Type.Object(
  {
    territory: Type.Optional(
      Type.String({
        pattern: '^[0-9]{2,22}$',
        description: 'This territory and below; without it, what you oversee',
      }),
    ),
    text: Type.Optional(
      Type.String({
        maxLength: 60,
        pattern: '^[^\\u0000]*$',
        description: 'Part of a name, or the beginning of a code',
      }),
    ),
    only: Type.Optional(
      Type.Union([Type.Literal('gap'), Type.Literal('late'), Type.Literal('open')], {
        description: 'gap: without a worker; late: with matters past their deadline; open: with open matters',
      }),
    ),
    from: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0, description: 'First row' }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 200, default: 100, description: 'Rows a page' }),
    ),
  },
  { additionalProperties: false },
)
export type GridsQuery = Static<typeof GridsQuery>

export const TeamMember = Type.Object(
  {
    post: Type.String({ description: 'Post' }),
    role: Named,
    person: Type.String({ description: 'Name, public by duty' }),
    organisation: Named,
    phone: Type.Union([Type.String(), Type.Null()], { description: 'Work telephone, where known' }),
    leave: Type.Union(
      [
        Type.Object({
          standIn: Type.String({ description: 'Who exercises the post meanwhile' }),
          until: Type.String({ format: 'date-time', description: 'Until when' }),
        }),
        Type.Null(),
      ],
      { description: 'Null where nobody is on leave' },
    ),
  },
  { $id: 'TeamMember' },
)
export type TeamMember = Static<typeof TeamMember>

export const GridRow = Type.Object(
  {
    code: Code,
    name: Text,
    above: Type.Object({ ...Text.properties }, { description: 'Street and community it lies in' }),
    kind: Type.Union([Text, Type.Null()], { description: 'Kind of grid' }),
    households: Type.Union([Type.Integer(), Type.Null()], { description: 'Households, where counted' }),
    team: Type.Array(TeamMember, { description: 'Who serves it today, who leads first' }),
    open: Open,
    late: Late,
    gap: Gap,
  },
  { $id: 'GridRow' },
)
export type GridRow = Static<typeof GridRow>

export const Grids = Type.Object(
  {
    rows: Type.Array(GridRow, { description: 'Without a worker first, then the most late, the most open' }),
    count: Type.Integer({ description: 'How many the whole list has' }),
    sums: Type.Object(
      {
        grids: Type.Integer({ description: 'Grids in the territory' }),
        gaps: Type.Integer({ description: 'Grids without a worker' }),
        open: Type.Integer({ description: 'Open matters in grids' }),
        late: Type.Integer({ description: 'Of these, late' }),
      },
      { description: 'Of the whole territory, whatever the filter; may be some seconds old' },
    ),
  },
  { $id: 'Grids' },
)
export type Grids = Static<typeof Grids>

export const GridView = Type.Object(
  {
    code: Code,
    name: Text,
    kind: Type.Union([Text, Type.Null()], { description: 'Kind of grid' }),
    team: Type.Array(TeamMember, { description: 'Who serves it today, who leads first' }),
    past: Type.Array(
      Type.Object({
        role: Named,
        person: Type.String({ description: 'Name' }),
        from: Type.String({ format: 'date', description: 'First day' }),
        to: Type.String({ format: 'date', description: 'Last day' }),
      }),
      { description: 'Who served it before, the last first, fifty at most' },
    ),
    open: Open,
    late: Late,
    gap: Gap,
  },
  { $id: 'GridPage' },
)
export type GridView = Static<typeof GridView>
