/** 办理 — POST /api/matters/:id/actions/:action: one step of the loop. */
import { type Static, Type } from 'typebox'
import { Id } from '../kernel/common.ts'

export const ActParams = Type.Object({
  id: Id,
  action: Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 60, description: 'Action of the loop' }),
})

export const Act = Type.Object(
  {
    expectedVersion: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Version you saw; the command is refused when it has moved on',
      }),
    ),
    form: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'Answers of the form of the action' }),
    ),
  },
  { additionalProperties: false, $id: 'Act' },
)
export type Act = Static<typeof Act>
