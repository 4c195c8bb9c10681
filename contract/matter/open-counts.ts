/** 在办件数 — GET /api/territories/open: how much is open in each of some territories, as the reader's own list counts it. */
import { type Static, Type } from 'typebox'

const Code = Type.String({ pattern: '^[0-9]{2,22}$', description: 'Code' })

export const OpenCountsQuery = Type.Object(
  {
    codes: Type.String({
      pattern: '^[0-9]{2,22}(,[0-9]{2,22}){0,199}$',
      description: 'Codes of territories, separated by commas, two hundred at most',
    }),
  },
  { additionalProperties: false },
)
export type OpenCountsQuery = Static<typeof OpenCountsQuery>

export const OpenCounts = Type.Object(
  {
    counts: Type.Array(
      Type.Object({
        code: Code,
        open: Type.Integer({ description: 'Open matters there and below that you may read' }),
        late: Type.Integer({ description: 'Of these, past the deadline promised' }),
      }),
      { description: 'In the order asked; may be some seconds old' },
    ),
  },
  { $id: 'OpenCounts' },
)
export type OpenCounts = Static<typeof OpenCounts>
