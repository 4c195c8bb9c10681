/** 单位 — organisations with what they answer for: open matters they lead, and, where one may know, how long they held matters. */
import type { UnitRow, Units, UnitsQuery, UnitView } from '@huying/contract/matter/units.ts'
import { dispatch, inherited } from '@huying/core/catalogue/dispatch.ts'
import type { Limit } from '@huying/core/kernel/calendar/types.ts'
import { readScopeOf } from '@huying/core/matter/policy.ts'
import { isOnTree, mayKnowCustody } from '@huying/core/matter/unit-policy.ts'
import type { Organisation } from '@huying/core/organisation/types.ts'
import { isWithin } from '@huying/core/territory/code.ts'
import type { Signed } from '../../app.ts'
import { type Changes, keepUnchanged } from '../../feed/changes.ts'
import { servingIn } from '../../organisation/teams.ts'
import type { Ruleset, Services } from '../../services.ts'
import { filledTo } from '../record/custody.ts'
import { limitView, namer } from '../view/present-parts.ts'
import { teamView, todayOf } from './grids.ts'
import { type Held, heldByKind, heldByUnit, heldFigures, periodOf } from './held-figures.ts'
import { NONE, type Tally, tallyLeads } from './tallies.ts'

const DAYS = [30, 90] as const
/** Their page is that of their grid. */
const GRID_TEAM = 'grid_team'

/** What costs much: open matters by lead for each reader, and times of custody, which are the same for all who may know them. */
export type UnitFigures = {
  readonly tallies: (signed: Signed) => Promise<ReadonlyMap<string, Tally>>
  readonly held: (jurisdiction: string) => Promise<ReadonlyMap<string, Held>>
  readonly heldOf: (jurisdiction: string, unit: string) => Promise<NonNullable<UnitView['held']>>
}

/** Figures of a month do not change in a minute. */
const HELD_MS = 60_000
const KEPT = 100_000

export function keepFigures(services: Services, changes: Changes): UnitFigures {
  const sizeOf = ({ size }: ReadonlyMap<string, unknown>) => size
  const tallies = keepUnchanged<ReadonlyMap<string, Tally>>(services, changes, { most: KEPT, sizeOf })
  const still = { most: KEPT, keptMs: HELD_MS }
  const held = keepUnchanged<ReadonlyMap<string, Held>>(services, () => 0, { ...still, sizeOf })
  const heldOfOne = keepUnchanged<NonNullable<UnitView['held']>>(services, () => 0, {
    ...still,
    sizeOf: () => 1,
  })
  return {
    tallies: ({ account: { jurisdiction }, actor }) => {
      const scope = readScopeOf(actor)
      const asked = { jurisdiction, scope, now: services.now() }
      return tallies(jurisdiction, [scope], () => tallyLeads(services.db, asked))
    },
    held: (jurisdiction) =>
      held(jurisdiction, [], () => {
        const { byId } = services.registry.current(jurisdiction).rules.directory
        const units = [...byId.values()].filter(({ kind }) => kind !== GRID_TEAM).map(({ id }) => id)
        return heldByUnit(services.db, jurisdiction, units, periodOf(services.now(), DAYS[0]))
      }),
    heldOf: (jurisdiction, unit) =>
      heldOfOne(jurisdiction, [unit], () =>
        heldOf(services, services.registry.current(jurisdiction), jurisdiction, unit),
      ),
  }
}

/** Those that serve in a territory; without one, those the reader oversees, and their own. */
export async function listUnits(
  services: Services,
  figures: UnitFigures,
  signed: Signed,
  { territory }: UnitsQuery,
): Promise<Units> {
  const { actor, account } = signed
  const { jurisdiction } = account
  const ruleset = services.registry.current(jurisdiction)
  const { directory } = ruleset.rules
  const within = territory && (services.places(jurisdiction).former.get(territory) ?? territory)
  const shown = [...directory.byId.values()].filter(
    (unit) =>
      unit.kind !== GRID_TEAM &&
      (within ? isWithin(unit.territory, within) : isOnTree(actor, unit, directory)),
  )
  const [tallies, held] = await Promise.all([figures.tallies(signed), figures.held(jurisdiction)])
  return {
    units: shown.map((unit): UnitRow => {
      const { matters, median } = held.get(unit.id) ?? { matters: 0, median: null }
      return {
        ...{ id: unit.id, name: unit.name, kind: kindOf(unit, ruleset), parentId: unit.parentId },
        ...(tallies.get(unit.id) ?? NONE),
        held: mayKnowCustody(actor, unit, directory) ? { matters, median } : null,
      }
    }),
  }
}

export async function viewUnit(
  services: Services,
  figures: UnitFigures,
  signed: Signed,
  id: string,
): Promise<UnitView | null> {
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
    tallyLeads(services.db, asked, id),
    mayKnowCustody(actor, unit, directory) ? figures.heldOf(jurisdiction, id) : null,
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
): Promise<NonNullable<UnitView['held']>> {
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
