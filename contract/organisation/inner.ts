/** 内部单位 — GET /api/units/:id/inner: to whom a unit may pass work on inside. */
import { type Static, Type } from 'typebox'
import { Named } from '../kernel/common.ts'

export const UnitParams = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 100, description: 'Organisation' }),
})

export const Inner = Type.Object(
  {
    organisations: Type.Array(Named, { description: 'Parts of the unit, at any depth' }),
    posts: Type.Array(
      Type.Object({
        id: Type.String({ description: 'Post; send it as `post:<id>`' }),
        person: Type.String({ description: 'Name of who holds it today' }),
        role: Named,
        organisation: Named,
      }),
      { description: 'Posts held today in the unit and its parts' },
    ),
  },
  { $id: 'Inner' },
)
export type Inner = Static<typeof Inner>
