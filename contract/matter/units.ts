/** 单位 — GET /api/units and GET /api/units/:id: what a unit answers for, what is open there and how long it holds matters. */
import { type Static, Type } from 'typebox'
import { Named, Text } from '../kernel/common.ts'
import { TeamMember } from './grids.ts'
import { LimitView } from './view.ts'

const Open = Type.Integer({ description: 'Open matters it leads that you may read' })
const Late = Type.Integer({ description: 'Of these, past the deadline promised' })
const Minutes = Type.Integer({ description: 'Whole minutes' })
const Median = Type.Union([Minutes, Type.Null()], { description: 'Median for each matter; null without any' })

export const UnitsQuery = Type.Object(
  {
    territory: Type.Optional(
      Type.String({
        pattern: '^[0-9]{2,22}$',
        description: 'All that serve in this territory; without it, what you oversee, and your own',
      }),
    ),
  },
  { additionalProperties: false },
)
export type UnitsQuery = Static<typeof UnitsQuery>

export const UnitRow = Type.Object(
  {
    id: Type.String({ description: 'Organisation' }),
    name: Text,
    kind: Named,
    parentId: Type.Union([Type.String(), Type.Null()], { description: 'Part of' }),
    open: Open,
    late: Late,
    held: Type.Union(
      [Type.Object({ matters: Type.Integer({ description: 'Matters' }), median: Median }), Type.Null()],
      {
        description:
          'Calendar minutes it held each matter in the last 30 days; null where these are not yours to see',
      },
    ),
  },
  { $id: 'UnitRow' },
)
export type UnitRow = Static<typeof UnitRow>

export const Units = Type.Object(
  { units: Type.Array(UnitRow, { description: 'As a flat list of a tree; grid teams stand on grid pages' }) },
  { $id: 'Units' },
)
export type Units = Static<typeof Units>

const Time = Type.Object(
  { sum: Minutes, median: Median },
  { description: 'Minutes within the period, in all and for each matter' },
)

export const HeldFigures = Type.Object(
  {
    days: Type.Integer({ description: 'Length of the period until now, in days' }),
    matters: Type.Integer({ description: 'Matters it held at some time in the period' }),
    calendar: Time,
    working: Type.Union([Time, Type.Null()], {
      description: 'The same in office hours; null where there are too many matters to count them at once',
    }),
    returned: Type.Integer({ description: 'Times it gave a matter back as not its own' }),
    again: Type.Integer({ description: 'Times a matter came back to it that it had held before' }),
  },
  { $id: 'HeldFigures' },
)
export type HeldFigures = Static<typeof HeldFigures>

export const UnitView = Type.Object(
  {
    id: Type.String({ description: 'Organisation' }),
    name: Text,
    kind: Named,
    path: Type.Array(Named, { description: 'What it is a part of, the widest first' }),
    parts: Type.Array(Named, { description: 'Directly below it' }),
    territory: Type.Object(
      { code: Type.String({ description: 'Code' }), name: Text },
      { description: 'Territory it serves' },
    ),
    phone: Type.Union([Type.String(), Type.Null()], { description: 'Public work telephone' }),
    posts: Type.Array(TeamMember, { description: 'Posts held today' }),
    standing: Type.Array(Named, { description: 'Standing duties' }),
    leads: Type.Array(
      Type.Object({
        kind: Named,
        limits: Type.Array(Type.Object({ title: Text, limit: LimitView }), { description: 'Time limits' }),
      }),
      { description: 'Kinds that the duty lists give it the lead of, in its territory' },
    ),
    open: Open,
    late: Late,
    held: Type.Union(
      [
        Type.Object({
          complete: Type.Boolean({ description: 'False while earlier matters are still being filled in' }),
          periods: Type.Array(HeldFigures, { description: 'The last 30 and 90 days' }),
          kinds: Type.Array(
            Type.Object({
              kind: Named,
              matters: Type.Integer({ description: 'Matters' }),
              calendar: Time,
            }),
            { description: 'By kind over the last 90 days, the longest first' },
          ),
        }),
        Type.Null(),
      ],
      { description: 'How long it held matters; null where this is not yours to see' },
    ),
  },
  { $id: 'UnitPage' },
)
export type UnitView = Static<typeof UnitView>
