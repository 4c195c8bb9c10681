/** 责任清单 — GET /api/matters/:id/duty: who answers for this kind of matter at this place, how fast, and where that is written. */
import { type Static, Type } from 'typebox'
import { Named, Text } from '../kernel/common.ts'
import { LimitView } from './view.ts'

const Source = Type.Union([Type.String(), Type.Null()], {
  description: 'Where it stands; null where unknown',
})

export const DutyView = Type.Object(
  {
    kinds: Type.Array(Named, { description: 'Kind of the matter, from the widest to its own' }),
    lead: Type.Union([Named, Type.Null()], { description: 'Who leads; null where no rule names one' }),
    assists: Type.Array(Named, { description: 'Who assists' }),
    informs: Type.Array(Named, { description: 'Who is copied' }),
    basis: Type.Union([Text, Type.Null()], { description: 'The rule in words' }),
    source: Source,
    unverified: Type.Boolean({ description: 'The rule has not been confirmed yet' }),
    limits: Type.Array(Type.Object({ title: Text, limit: LimitView }), { description: 'Time limits' }),
    limitsSource: Source,
    limitsUnverified: Type.Boolean({ description: 'The limits have not been confirmed yet' }),
  },
  { $id: 'MatterDuty', description: 'The duty list for one matter, by the rules it was accepted under' },
)
export type DutyView = Static<typeof DutyView>
