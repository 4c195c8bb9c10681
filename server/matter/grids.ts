/** 网格 — grids of a territory with who serves them and what is open there; one without a worker comes first. */
import type { GridRow, Grids, GridsQuery, GridView, TeamMember } from '@huying/contract/matter/grids.ts'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import { readScopeOf } from '@huying/core/matter/policy.ts'
import { digitsOf, isWithin, parentOf } from '@huying/core/territory/code.ts'
import type { Territory } from '@huying/core/territory/types.ts'
import type { Signed } from '../app.ts'
import {
  placesServedBy,
  type Serving,
  servedBefore,
  servingPlaces,
  type Today,
} from '../organisation/teams.ts'
import type { Ruleset, Services } from '../services.ts'
import { codesWithin, type Places, pathName } from '../territory/places.ts'
import { NONE, type Tally, tallyPlaces } from './tallies.ts'

/** Whoever walks the grid full time (专职网格员). */
const WORKER = 'grid_worker'
const DIGITS = digitsOf('grid')

type Counted = Tally & { readonly grid: Territory; readonly gap: boolean }

export function todayOf(services: Services, { rules }: Ruleset): Today {
  const now = services.now()
  return { day: localDate(rules.calendar.zone.dayOf(now)), now: new Date(now) }
}

export async function listGrids(services: Services, signed: Signed, query: GridsQuery): Promise<Grids> {
  const { jurisdiction } = signed.account
  const ruleset = services.registry.current(jurisdiction)
  const all = await countGrids(services, signed, query.territory ?? jurisdiction)
  const shown = all.filter((each) => isAsked(each, query)).sort(worstFirst)
  const { from = 0, limit = 100 } = query
  const page = shown.slice(from, from + limit)
  const codes = page.map(({ grid }) => grid.code)
  const team = await servingPlaces(services.db, jurisdiction, codes, todayOf(services, ruleset))
  const byPlace = Map.groupBy(team, (post) => post.territory)
  const places = services.places(jurisdiction)
  return {
    rows: page.map((each) => rowOf(each, places, ruleset, byPlace.get(each.grid.code) ?? [])),
    count: shown.length,
    sums: {
      grids: all.length,
      gaps: all.filter(({ gap }) => gap).length,
      open: all.reduce((sum, { open }) => sum + open, 0),
      late: all.reduce((sum, { late }) => sum + late, 0),
    },
  }
}

/** A grid, or null where the code is none. */
export async function viewGrid(services: Services, signed: Signed, code: string): Promise<GridView | null> {
  const { jurisdiction } = signed.account
  const ruleset = services.registry.current(jurisdiction)
  const [found] = await countGrids(services, signed, code)
  if (!found || found.grid.code !== (services.places(jurisdiction).former.get(code) ?? code)) return null
  const { grid, open, late, gap } = found
  const today = todayOf(services, ruleset)
  const [team, past] = await Promise.all([
    servingPlaces(services.db, jurisdiction, [grid.code], today),
    servedBefore(services.db, jurisdiction, grid.code, today.day),
  ])
  const { roles } = ruleset.content.vocabularies
  return {
    ...{ code: grid.code, name: grid.name, kind: kindOf(grid, ruleset), open, late, gap },
    team: teamView(team, ruleset),
    past: past.map(({ role, ...rest }) => ({
      ...rest,
      role: { id: role, name: roles[role] ?? { zh: role } },
    })),
  }
}

async function countGrids(services: Services, signed: Signed, territory: string): Promise<Counted[]> {
  const { account, actor } = signed
  const { jurisdiction } = account
  const places = services.places(jurisdiction)
  const within = places.former.get(territory) ?? territory
  const grids = [...places.byCode.values()].filter(
    ({ level, code }) => level === 'grid' && isWithin(code, within),
  )
  if (grids.length === 0) return []
  const today = todayOf(services, services.registry.current(jurisdiction))
  const asked = { jurisdiction, scope: readScopeOf(actor), now: services.now() }
  const [served, tallies] = await Promise.all([
    placesServedBy(services.db, jurisdiction, WORKER, today.day),
    tallyPlaces(services.db, asked, codesWithin(places, within), DIGITS),
  ])
  const byGrid = inForce(places, tallies)
  return grids.map((grid) => ({
    ...(byGrid.get(grid.code) ?? NONE),
    ...{ grid, gap: !served.has(grid.code) },
  }))
}

/** What happened under a former code belongs to what it has become. */
function inForce(places: Places, tallies: ReadonlyMap<string, Tally>): Map<string, Tally> {
  const sums = new Map<string, Tally>()
  for (const [was, tally] of tallies) {
    const code = places.byCode.has(was) ? was : (places.former.get(was) ?? was)
    const { open, late } = sums.get(code) ?? NONE
    sums.set(code, { open: open + tally.open, late: late + tally.late })
  }
  return sums
}

function isAsked({ grid, open, late, gap }: Counted, { only, text = '' }: GridsQuery): boolean {
  const sought = text.trim().toLowerCase()
  const { zh, en = '' } = grid.name
  const isFound = zh.toLowerCase().includes(sought) || en.toLowerCase().includes(sought)
  if (sought !== '' && !isFound && !grid.code.startsWith(sought)) return false
  return only === undefined || { gap, late: late > 0, open: open > 0 }[only]
}

function worstFirst(a: Counted, b: Counted): number {
  const byGap = Number(b.gap) - Number(a.gap)
  return byGap || b.late - a.late || b.open - a.open || (a.grid.code < b.grid.code ? -1 : 1)
}

function rowOf(
  { grid, open, late, gap }: Counted,
  places: Places,
  ruleset: Ruleset,
  team: readonly Serving[],
): GridRow {
  return {
    ...{ code: grid.code, name: grid.name, open, late, gap },
    above: pathName(places, parentOf(grid.code) ?? ''),
    kind: kindOf(grid, ruleset),
    households: grid.households ?? null,
    team: teamView(team, ruleset),
  }
}

function kindOf({ gridKind }: Territory, { content }: Ruleset) {
  return gridKind ? (content.vocabularies.gridKinds?.[gridKind] ?? { zh: gridKind }) : null
}

/** In the order in which the pack names the roles: who leads first. */
export function teamView(team: readonly Serving[], { rules, content }: Ruleset): TeamMember[] {
  const { roles } = content.vocabularies
  const order = Object.keys(roles)
  const { byId, chains } = rules.directory
  const phoneOf = (unit: string) =>
    (chains.get(unit) ?? []).map((id) => byId.get(id)?.phone).find((phone) => phone !== undefined) ?? null
  return team
    .toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
    .map(({ id, role, person, organisationId, standIn, until }) => ({
      ...{ post: id, person, phone: phoneOf(organisationId) },
      role: { id: role, name: roles[role] ?? { zh: role } },
      organisation: { id: organisationId, name: byId.get(organisationId)?.name ?? { zh: organisationId } },
      leave: standIn !== null && until !== null ? { standIn, until: until.toISOString() } : null,
    }))
}
