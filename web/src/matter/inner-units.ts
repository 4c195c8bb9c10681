/** 内部单位 — parts of the caller's own units among those asked, to which work can be passed on. */
import type { Me } from '@huying/contract/account/me.ts'
import type { MatterView } from '@huying/contract/matter/view.ts'
import type { Organisation } from '../catalogue/use-catalogue.ts'

export function innerUnits(
  matter: MatterView,
  me: Me | null | undefined,
  organisations: readonly Organisation[],
): Organisation[] {
  const mine = new Set(me?.posts.map((post) => post.organisation.id))
  const asked = matter.assignments.map((one) => one.unit.id)
  const own = new Set(asked.filter((unit) => mine.has(unit)))
  const byId = new Map(organisations.map((one) => [one.id, one]))
  const isInside = ({ parentId }: Organisation): boolean => {
    for (let id = parentId; id; id = byId.get(id)?.parentId ?? null) if (own.has(id)) return true
    return false
  }
  return organisations.filter(isInside)
}
