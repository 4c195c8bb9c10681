/** 本网格 — GET /api/matters/:id/grid: the narrowest territory of a matter, and who serves it. */
import { type Static, Type } from 'typebox'
import { Named, Text } from '../kernel/common.ts'

export const MatterGrid = Type.Object(
  {
    code: Type.String({ description: 'Code of the territory' }),
    name: Text,
    kind: Type.Union([Text, Type.Null()], { description: 'Kind of grid, where it is one' }),
    households: Type.Union([Type.Integer(), Type.Null()], { description: 'Households, where known' }),
    people: Type.Array(
      Type.Object({
        role: Named,
        person: Type.String({ description: 'Name of the member of staff' }),
        organisation: Named,
        phone: Type.Union([Type.String(), Type.Null()], { description: 'Work telephone, where known' }),
      }),
      { description: 'Who serves it, by role' },
    ),
  },
  { $id: 'MatterGrid', description: 'Who serves the place of a matter' },
)
export type MatterGrid = Static<typeof MatterGrid>
