/** 图上一地 — one territory as the map's panel and table show it: what is open in it and below, and who serves it. */
import type { MapTerritory } from '@huying/contract/map/map.ts'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import { ancestorsOf } from '@huying/core/territory/code.ts'
import type { Territory } from '@huying/core/territory/types.ts'
import { type PostServing, postsServing } from '../organisation/posts.ts'
import type { Ruleset, Services } from '../services.ts'
import { codesWithin, type Places, pathName } from '../territory/places.ts'
import type { OpenMatter } from './open-matters.ts'
import { inSubtrees, mostPressing, tallyOf } from './tally.ts'

/** A department of a whole city may have thousands. */
const MOST_TEAM = 200

export async function mapTerritory(
  services: Services,
  places: Places,
  territory: Territory,
  matters: readonly OpenMatter[],
): Promise<MapTerritory> {
  const { code, name, level } = territory
  const ruleset = services.registry.current(places.jurisdiction)
  const today = localDate(ruleset.rules.calendar.zone.dayOf(services.now()))
  const posts = await postsServing(services.db, places.jurisdiction, code, today)
  const inside = inSubtrees(matters, codesWithin(places, code))
  return {
    ...{ code, name, level, path: pathName(places, code) },
    tally: tallyOf(inside),
    team: teamOf(ruleset, posts).slice(0, MOST_TEAM),
    teamMore: Math.max(0, posts.length - MOST_TEAM),
    children: childrenOf(places, code, inside),
  }
}

/** The next level that there is, which need not be the next of all; in one pass, for there may be thousands. */
function childrenOf(places: Places, code: string, inside: readonly OpenMatter[]): MapTerritory['children'] {
  const below = [...places.byCode.values()].filter((each) => each.code !== code && each.code.startsWith(code))
  const digits = below.reduce((least, each) => Math.min(least, each.code.length), Number.POSITIVE_INFINITY)
  const matters = Map.groupBy(inside, ({ territory }) => inForce(places, territory).slice(0, digits))
  return below
    .filter((each) => each.code.length === digits)
    .map((each) => ({ code: each.code, name: each.name, tally: tallyOf(matters.get(each.code) ?? []) }))
    .sort(mostPressing)
}

/** The code as it is now, also of what lay below one that was re-drawn. */
function inForce({ former }: Places, code: string): string {
  if (former.size === 0) return code
  const was = [code, ...ancestorsOf(code).reverse()].find((each) => former.has(each))
  return was === undefined ? code : (former.get(was) ?? code)
}

/** In the order in which the pack names the roles: who leads comes first. */
function teamOf({ rules, content }: Ruleset, posts: readonly PostServing[]): MapTerritory['team'] {
  const { roles } = content.vocabularies
  const order = Object.keys(roles)
  return posts
    .toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
    .map(({ role, person, organisationId, phone }) => {
      const organisation = rules.directory.byId.get(organisationId)
      return {
        role: { id: role, name: roles[role] ?? { zh: role } },
        person,
        organisation: { id: organisationId, name: organisation?.name ?? { zh: organisationId } },
        phone: phone ?? organisation?.phone ?? null,
      }
    })
}
