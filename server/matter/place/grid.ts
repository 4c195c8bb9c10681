/** 本网格 — the narrowest grid, else territory, of a matter, and who serves it today. */
import type { MatterGrid } from '@huying/contract/matter/grid.ts'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import { ancestorAt } from '@huying/core/territory/code.ts'
import { type PostServing, postsServing } from '../../organisation/posts.ts'
import type { Ruleset, Services } from '../../services.ts'
import { namer } from '../view/present-parts.ts'

/** Null where the territory is not known any more. */
export async function gridOf(
  services: Services,
  ruleset: Ruleset,
  matter: Matter,
): Promise<MatterGrid | null> {
  const places = services.places(matter.jurisdiction)
  const now = places.former.get(matter.territory) ?? matter.territory
  const code = ancestorAt(now, 'grid') ?? now
  const territory = places.byCode.get(code)
  if (!territory) return null
  const { calendar } = ruleset.rules
  const today = localDate(calendar.zone.dayOf(services.now()))
  const posts = await postsServing(services.db, matter.jurisdiction, code, today)
  const { gridKinds = {} } = ruleset.content.vocabularies
  return {
    code,
    name: territory.name,
    kind: territory.gridKind ? (gridKinds[territory.gridKind] ?? { zh: territory.gridKind }) : null,
    households: territory.households ?? null,
    people: people(services.registry.current(matter.jurisdiction), posts),
  }
}

/** In the order in which the pack names the roles: who leads first. */
function people(ruleset: Ruleset, posts: readonly PostServing[]): MatterGrid['people'] {
  const name = namer(ruleset)
  const { roles = {} } = ruleset.content.vocabularies
  const order = Object.keys(roles)
  return posts
    .toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
    .map(({ role, person, organisationId, phone }) => ({
      role: { id: role, name: roles[role] ?? { zh: role } },
      person,
      organisation: name(organisationId),
      phone: phone ?? phoneOf(ruleset, organisationId),
    }))
}

/** Work telephone of the organisation, or of the nearest above it that has one. */
function phoneOf({ rules }: Ruleset, organisationId: string): string | null {
  const { byId, chains } = rules.directory
  const phones = (chains.get(organisationId) ?? []).map((id) => byId.get(id)?.phone)
  return phones.find((phone) => phone !== undefined) ?? null
}
