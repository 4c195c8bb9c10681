/** 相关事项 — GET /api/matters/:id/related: matters that belong together, as far as the reader may know of them. */
import { type Static, Type } from 'typebox'
import { MatterRow } from './list.ts'

export const Related = Type.Object(
  {
    matters: Type.Array(
      Type.Object({
        relation: Type.Union(
          [
            Type.Literal('parent'),
            Type.Literal('call'),
            Type.Literal('split'),
            Type.Literal('merged_into'),
            Type.Literal('merged'),
          ],
          { description: 'What it is to this one: parent, call, split, merged_into, merged' },
        ),
        matter: MatterRow,
      }),
      { description: 'Those you may read, of the first hundred' },
    ),
    more: Type.Integer({ description: 'How many more than these hundred there are' }),
    hidden: Type.Integer({ description: 'How many of the hundred you may know nothing of' }),
  },
  { $id: 'RelatedMatters', description: 'Matters that belong together' },
)
export type Related = Static<typeof Related>
