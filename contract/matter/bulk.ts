/** 批量可办 — POST /api/matters/abilities: what can be done with many matters at once, and with which of them. */
import { type Static, Type } from 'typebox'
import { Id, Text } from '../kernel/common.ts'
import { IDS } from './list.ts'

export const ManyMatters = Type.Object(
  {
    ids: Type.Array(Id, {
      minItems: 1,
      maxItems: IDS,
      uniqueItems: true,
      description: 'Matters, at most 200',
    }),
  },
  { additionalProperties: false, $id: 'ManyMatters' },
)

export const SharedAbility = Type.Object(
  {
    action: Type.String({ description: 'Name to send' }),
    title: Text,
    form: Type.Union([Type.Unknown(), Type.Null()], {
      description: 'Form to fill once for all of them, as JSON Schema with titles, or null',
    }),
    primary: Type.Boolean({ description: 'The next step of at least one of them' }),
    units: Type.Array(Type.String(), {
      description: 'Units of yours that it is done for, where work is passed on inside',
    }),
    matters: Type.Array(
      Type.Object({
        id: Id,
        version: Type.Integer({ description: 'Send it back as expectedVersion' }),
      }),
      { description: 'With which of them it can be done' },
    ),
  },
  { $id: 'SharedAbility' },
)
export type SharedAbility = Static<typeof SharedAbility>

export const SharedAbilities = Type.Object(
  {
    actions: Type.Array(SharedAbility, { description: 'Most widely possible first' }),
    missing: Type.Array(Id, { description: 'Those you may not read, or that are not there' }),
  },
  { $id: 'SharedAbilities' },
)
export type SharedAbilities = Static<typeof SharedAbilities>
