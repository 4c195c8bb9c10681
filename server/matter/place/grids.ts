/** 网格 — grids of a territory with who serves them and what is open there; one without a worker comes first. */
import type { GridRow, Grids, GridsQuery, GridView, TeamMember } from '@huying/contract/matter/grids.ts'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import { readScopeOf, scopePrefixes } from '@huying/core/matter/policy.ts'
import { digitsOf, isWithin, parentOf } from '@huying/core/territory/code.ts'
import type { Territory } from '@huying/core/territory/types.ts'
import type { Signed } from '../../app.ts'
import { type Changes, keepUnchanged } from '../../feed/changes.ts'
import {
  placesServedBy,
  type Serving,
  servedBefore,
  servingPlaces,
  type Today,
} from '../../organisation/teams.ts'
import type { Ruleset, Services } from '../../services.ts'
import { type Places, pathName } from '../../territory/places.ts'
import { NONE, type PlaceTallies, sumsAt, type Tally, tallyPlace } from './tallies.ts'

/** Whoever walks the grid full time (专职网格员). */
const WORKER = 'grid_worker'

type Counted = Tally & { readonly grid: Territory; readonly gap: boolean }

export function todayOf(services: Services, { rules }: Ruleset): Today {
  const now = services.now()
  return { day: localDate(rules.calendar.zone.dayOf(now)), now: new Date(now) }
}

/** Without a territory, of what the reader oversees. */
export async function listGrids(
  services: Services,
  counted: CountedGrids,
  signed: Signed,
  query: GridsQuery,
): Promise<Grids> {
  const all = await counted(signed, query.territory)
  const shown = all.filter((each) => isAsked(each, query))
  const { from = 0, limit = 100 } = query
  return {
    rows: await presentGrids(services, signed, shown.slice(from, from + limit)),
    count: shown.length,
    sums: {
      grids: all.length,
      gaps: all.filter(({ gap }) => gap).length,
      open: all.reduce((sum, { open }) => sum + open, 0),
      late: all.reduce((sum, { late }) => sum + late, 0),
    },
  }
}

/** Rows of a file made at a time. */
const STEP = 500

/** The whole list, as it was counted when it began. */
export async function* allGrids(
  services: Services,
  counted: CountedGrids,
  signed: Signed,
  query: GridsQuery,
): AsyncGenerator<GridRow> {
  const shown = (await counted(signed, query.territory)).filter((each) => isAsked(each, query))
  for (let from = 0; from < shown.length; from += STEP)
    yield* await presentGrids(services, signed, shown.slice(from, from + STEP))
}

async function presentGrids(
  services: Services,
  { account: { jurisdiction } }: Signed,
  shown: readonly Counted[],
): Promise<GridRow[]> {
  const ruleset = services.registry.current(jurisdiction)
  const codes = shown.map(({ grid }) => grid.code)
  const team = await servingPlaces(services.db, jurisdiction, codes, todayOf(services, ruleset))
  const byPlace = Map.groupBy(team, (post) => post.territory)
  const places = services.places(jurisdiction)
  return shown.map((each) => rowOf(each, places, ruleset, byPlace.get(each.grid.code) ?? []))
}

/** A grid, or null where the code is none. */
export async function viewGrid(services: Services, signed: Signed, code: string): Promise<GridView | null> {
  const { jurisdiction } = signed.account
  const ruleset = services.registry.current(jurisdiction)
  const { byCode, former } = services.places(jurisdiction)
  const grid = byCode.get(former.get(code) ?? code)
  if (grid?.level !== 'grid') return null
  const today = todayOf(services, ruleset)
  const [team, past, { open, late }] = await Promise.all([
    servingPlaces(services.db, jurisdiction, [grid.code], today),
    servedBefore(services.db, jurisdiction, grid.code, today.day),
    tallyPlace(services, signed, grid.code),
  ])
  const { roles } = ruleset.content.vocabularies
  return {
    ...{ code: grid.code, name: grid.name, kind: kindOf(grid, ruleset), open, late },
    gap: !team.some(({ role }) => role === WORKER),
    team: teamView(team, ruleset),
    past: past.map(({ role, ...rest }) => ({
      ...rest,
      role: { id: role, name: roles[role] ?? { zh: role } },
    })),
  }
}

/** Grids in a territory, or in what the reader oversees, the worst first: page after page is cut from one count. */
export type CountedGrids = (signed: Signed, territory?: string) => Promise<readonly Counted[]>

/** Most grids kept counted, over all readers. */
const KEPT_GRIDS = 300_000

export function keepGrids(services: Services, changes: Changes, tallies: PlaceTallies): CountedGrids {
  const keep = keepUnchanged<readonly Counted[]>(services, changes, {
    ...{ most: KEPT_GRIDS, sizeOf: ({ length }) => length },
  })
  return (signed, territory) => {
    const { jurisdiction } = signed.account
    const tops = topsFor(signed, services.places(jurisdiction), territory)
    return keep(jurisdiction, [readScopeOf(signed.actor), tops], () =>
      countGrids(services, tallies, signed, tops),
    )
  }
}

async function countGrids(
  services: Services,
  tallies: PlaceTallies,
  signed: Signed,
  tops: readonly string[],
): Promise<Counted[]> {
  const { jurisdiction } = signed.account
  const grids = [...services.places(jurisdiction).byCode.values()].filter(
    ({ level, code }) => level === 'grid' && tops.some((top) => isWithin(code, top)),
  )
  const { day } = todayOf(services, services.registry.current(jurisdiction))
  const [served, byPlace] = await Promise.all([
    placesServedBy(services.db, jurisdiction, WORKER, day),
    tallies(signed),
  ])
  const byGrid = sumsAt(byPlace, digitsOf('grid'))
  return grids
    .map((grid) => ({ ...(byGrid.get(grid.code) ?? NONE), grid, gap: !served.has(grid.code) }))
    .sort(worstFirst)
}

/** The one that is asked for, or what it has become; else what the reader oversees, else the whole authority. */
function topsFor({ actor, account }: Signed, { former }: Places, territory?: string): readonly string[] {
  if (territory !== undefined) return [former.get(territory) ?? territory]
  const overseen = scopePrefixes(actor)
  return overseen.length > 0 ? overseen : [account.jurisdiction]
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
