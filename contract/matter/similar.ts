/** 相似事项 — GET /api/matters/:id/similar: how matters like this one were solved. */
import { type Static, Type } from 'typebox'
import { Named } from '../kernel/common.ts'
import { MatterRow } from './list.ts'
import { Likeness } from './nearby.ts'

export const Similar = Type.Object(
  {
    matters: Type.Array(
      Type.Object({
        matter: MatterRow,
        likeness: Likeness,
        lead: Type.Union([Named, Type.Null()], { description: 'Unit that led it' }),
        tookHours: Type.Integer({ description: 'From report to close, in hours of the calendar' }),
        satisfied: Type.Union([Type.Integer(), Type.Null()], {
          description: 'How satisfied, 1 to 5; null where not said',
        }),
      }),
      { description: 'Closed and solved matters that you may read, the likest first, at most 5' },
    ),
  },
  { $id: 'Similar', description: 'How matters like this one were solved' },
)
export type Similar = Static<typeof Similar>
