/** 单位 — organisations with what they answer for: open matters they lead, and, where one may know, how long they held matters. */
import type { UnitRow, Units, UnitsQuery, UnitView } from '@huying/contract/matter/units.ts'
import { dispatch, inherited } from '@huying/core/catalogue/dispatch.ts'
import type { Limit } from '@huying/core/kernel/calendar/types.ts'
import { readScopeOf } from '@huying/core/matter/policy.ts'
import { isOnTree, mayKnowCustody } from '@huying/core/matter/unit-policy.ts'
import type { Organisation } from '@huying/core/organisation/types.ts'
import { isWithin } from '@huying/core/territory/code.ts'
import type { Signed } from '../app.ts'
import { servingIn } from '../organisation/teams.ts'
import type { Ruleset, Services } from '../services.ts'
import { filledTo } from './custody.ts'
import { teamView, todayOf } from './grids.ts'
import { heldByKind, heldByUnit, heldFigures, periodOf } from './held-figures.ts'
import { limitView, namer } from './present-parts.ts'
import { NONE, tallyLeads } from './tallies.ts'

const DAYS = [30, 90] as const
/** Their page is that of their grid. */
const GRID_TEAM = 'grid_team'

/** Those that serve in a territory; without one, those the reader oversees, and their own. */
export async function listUnits(
  services: Services,
  { actor, account }: Signed,
  { territory }: UnitsQuery,
): Promise<Units> {
  const { jurisdiction } = account
  const ruleset = services.registry.current(jurisdiction)
  const { directory } = ruleset.rules
  const within = territory && (services.places(jurisdiction).former.get(territory) ?? territory)
  const shown = [...directory.byId.values()].filter(
    (unit) =>
      unit.kind !== GRID_TEAM &&
      (within ? isWithin(unit.territory, within) : isOnTree(actor, unit, directory)),
  )
  const known = shown.filter((unit) => mayKnowCustody(actor, unit, directory)).map(({ id }) => id)
  const now = services.now()
  const asked = { jurisdiction, scope: readScopeOf(actor), now }
  const [tallies, held] = await Promise.all([
    tallyLeads(
      services.db,
      asked,
      shown.map(({ id }) => id),
    ),
    heldByUnit(services.db, jurisdiction, known, periodOf(now, DAYS[0])),
  ])
  const mayKnow = new Set(known)
  return {
    units: shown.map((unit): UnitRow => {
      const { matters, median } = held.get(unit.id) ?? { matters: 0, median: null }
      return {
        ...{ id: unit.id, name: unit.name, kind: kindOf(unit, ruleset), parentId: unit.parentId },
        ...(tallies.get(unit.id) ?? NONE),
        held: mayKnow.has(unit.id) ? { matters, median } : null,
      }
    }),
  }
}

export async function viewUnit(services: Services, signed: Signed, id: string): Promise<UnitView | null> {
  const { actor, account } = signed
  const { jurisdiction } = account
  const ruleset = services.registry.current(jurisdiction)
  const { directory } = ruleset.rules
  const unit = directory.byId.get(id)
  if (!unit) return null
  const name = namer(ruleset)
  const asked = { jurisdiction, scope: readScopeOf(actor), now: services.now() }
  const [team, tallies, held] = await Promise.all([
    servingIn(services.db, jurisdiction, [id], todayOf(services, ruleset)),
    tallyLeads(services.db, asked, [id]),
    mayKnowCustody(actor, unit, directory) ? heldOf(services, ruleset, jurisdiction, id) : null,
  ])
  const { duties } = ruleset.content.vocabularies
  return {
    ...{ id, name: unit.name, kind: kindOf(unit, ruleset), phone: unit.phone ?? null, held },
    path: (directory.chains.get(id) ?? []).slice(1).reverse().map(name),
    parts: [...directory.byId.values()]
      .filter(({ parentId }) => parentId === id)
      .map((part) => name(part.id)),
    territory: territoryOf(services, ruleset, jurisdiction, unit),
    posts: teamView(team, ruleset),
    standing: unit.duties.map((duty) => ({ id: duty, name: duties[duty] ?? { zh: duty } })),
    leads: leadsOf(ruleset, unit),
    ...(tallies.get(id) ?? NONE),
  }
}

async function heldOf(
  { db, now }: Services,
  { rules }: Ruleset,
  jurisdiction: string,
  id: string,
): Promise<UnitView['held']> {
  const at = now()
  const [filled, kinds, ...periods] = await Promise.all([
    filledTo(db, jurisdiction),
    heldByKind(db, jurisdiction, id, periodOf(at, DAYS[1])),
    ...DAYS.map((days) => heldFigures(db, rules.calendar, jurisdiction, id, days, at)),
  ])
  return {
    complete: filled === null,
    periods,
    kinds: kinds.map(({ kind, matters, sum, median }) => ({
      kind: { id: kind, name: rules.catalogue.kinds.get(kind)?.title ?? { zh: kind } },
      ...{ matters, calendar: { sum, median } },
    })),
  }
}

/** Kinds that dispatch gives to it where it serves, with the limits that press whoever leads them. */
function leadsOf(ruleset: Ruleset, { id, territory }: Organisation): UnitView['leads'] {
  const { catalogue, directory } = ruleset.rules
  return [...catalogue.kinds.values()].flatMap((kind) => {
    const loop = inherited(catalogue, kind.id, 'loop')
    if (loop === undefined || dispatch(catalogue, directory, kind.id, territory).lead !== id) return []
    return [{ kind: { id: kind.id, name: kind.title }, limits: limitsOf(ruleset, kind.id, loop) }]
  })
}

function limitsOf({ rules }: Ruleset, kind: string, loop: string): UnitView['leads'][number]['limits'] {
  const profile = rules.profiles.get(inherited(rules.catalogue, kind, 'profile') ?? '')
  return Object.values(rules.loops.get(loop)?.clocks ?? {})
    .filter(
      ({ per, promise, silent, only }) => !silent && only !== 'assist' && (promise || per === 'assignment'),
    )
    .flatMap(({ title, limit }) => {
      const found: Limit | undefined = typeof limit === 'string' ? profile?.limits[limit] : limit
      return found ? [{ title, limit: limitView(found) }] : []
    })
}

function kindOf({ kind }: Organisation, { content }: Ruleset) {
  return { id: kind, name: content.vocabularies.organisationKinds?.[kind] ?? { zh: kind } }
}

function territoryOf(
  services: Services,
  { content }: Ruleset,
  jurisdiction: string,
  { territory }: Organisation,
) {
  const name = services.places(jurisdiction).byCode.get(territory)?.name ?? content.jurisdiction?.name
  return { code: territory, name: name ?? { zh: territory } }
}
