/** 关注 — POST /api/matters/:id/follow: keep an eye on a matter, or no longer. */
import { type Static, Type } from 'typebox'

export const Follow = Type.Object(
  { follow: Type.Boolean({ description: 'True to follow it, false to stop' }) },
  { additionalProperties: false, $id: 'Follow' },
)
export type Follow = Static<typeof Follow>
