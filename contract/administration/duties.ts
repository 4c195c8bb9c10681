/** 职责清单 — /api/admin/duties: who leads what where, by the pack in force; and who would answer for a kind at a place. */
import { type Static, Type } from 'typebox'
import { Named, Text } from '../kernel/common.ts'

const Target = Type.Object(
  {
    target: Type.String({ description: 'As the pack writes it: fn:housing, street, org:x …' }),
    name: Text,
  },
  { description: 'Who is meant' },
)

const Limit = Type.Object(
  {
    name: Type.String({ description: 'Name that clocks of the loop refer to' }),
    amount: Type.Number({ description: 'How many' }),
    unit: Type.String({ description: 'minute, hour, working_hour, working_day, calendar_day' }),
  },
  { description: 'A time limit' },
)

export const DutyRow = Type.Object(
  {
    index: Type.Integer({ description: 'Place in the list of the pack' }),
    kind: Named,
    territory: Type.Union([Named, Type.Null()], { description: 'Only there; null: everywhere' }),
    lead: Target,
    assists: Type.Array(Target, { description: 'Who assists' }),
    informs: Type.Array(Target, { description: 'Who is copied' }),
    profile: Type.Union([Text, Type.Null()], { description: 'Time-limit profile of the kind' }),
    limits: Type.Array(Limit, { description: 'Its limits' }),
    basis: Text,
    source: Type.Union([Type.String(), Type.Null()], { description: 'Where the rule stands' }),
    unverified: Type.Boolean({ description: 'Has not been confirmed' }),
  },
  { description: 'A rule of the duty list' },
)
export type DutyRow = Static<typeof DutyRow>

export const DutyGap = Type.Object(
  {
    kind: Named,
    streets: Type.Array(Named, {
      description: 'Streets where nobody leads it; all of them where the list is long',
    }),
    everywhere: Type.Boolean({ description: 'Nobody leads it anywhere' }),
  },
  { description: 'A kind that waits at the triage desk' },
)

export const DutyList = Type.Object(
  {
    pack: Type.Object(
      {
        id: Type.String({ description: 'Pack' }),
        version: Type.String({ description: 'Version in force' }),
        file: Type.Union([Type.String(), Type.Null()], {
          description: 'File to edit; null where the folder is not here',
        }),
      },
      { description: 'Where the list comes from' },
    ),
    rows: Type.Array(DutyRow, { description: 'Rules in the order of the pack' }),
    gaps: Type.Array(DutyGap, { description: 'Kinds nobody leads somewhere' }),
  },
  { $id: 'DutyList' },
)
export type DutyList = Static<typeof DutyList>

export const DutyTryQuery = Type.Object(
  {
    kind: Type.String({ maxLength: 100, description: 'Kind' }),
    territory: Type.String({ pattern: '^\\d{1,20}$', description: 'Code of the place' }),
  },
  { additionalProperties: false },
)

export const DutyTry = Type.Object(
  {
    found: Type.Boolean({ description: 'False: it would wait at the triage desk' }),
    lead: Type.Union([Named, Type.Null()], { description: 'Who would lead' }),
    assists: Type.Array(Named, { description: 'Who would assist' }),
    informs: Type.Array(Named, { description: 'Who would be copied' }),
    desk: Type.Union([Named, Type.Null()], { description: 'Triage desk of the place' }),
    rule: Type.Union([DutyRow, Type.Null()], { description: 'The rule that decides' }),
    isInherited: Type.Boolean({ description: 'The rule is about a wider kind' }),
  },
  { $id: 'DutyTry' },
)
export type DutyTry = Static<typeof DutyTry>
