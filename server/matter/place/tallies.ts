/** 件数 — how many matters are open and late in each place, or under each lead: by the conditions of the lists they link to. */
import { type ReadScope, readScopeOf } from '@huying/core/matter/policy.ts'
import { ancestorsOf, digitsOf } from '@huying/core/territory/code.ts'
import type { Signed } from '../../app.ts'
import type { Db } from '../../database/db.ts'
import { type Changes, keepUnchanged } from '../../feed/changes.ts'
import type { Services } from '../../services.ts'
import { codesWithin, type Places } from '../../territory/places.ts'
import { conditionsOf, PROMISE, type RowFilter } from '../list/list-filter.ts'
import { scopeOf, within } from '../scope.ts'

export type Tally = { readonly open: number; readonly late: number }
export const NONE: Tally = { open: 0, late: 0 }

type Asked = {
  readonly jurisdiction: string
  readonly scope: ReadScope
  readonly now: number
}

const LATE: RowFilter = {
  ...{ territories: null, kinds: null, loop: null, state: null, lead: null, channel: null, urgent: null },
  ...{ supervised: null, reportedFrom: null, reportedBefore: null, ids: null, pace: 'late' },
}

/** Of each place in which something is open that this reader may read, by its code in force. */
export type PlaceTallies = (signed: Signed) => Promise<ReadonlyMap<string, Tally>>

/** Nobody asks how much is open in one home. */
const DIGITS = digitsOf('building')
/** Most places that tallies are kept of, over all readers. */
const KEPT_PLACES = 500_000

export function keepTallies(services: Services, changes: Changes): PlaceTallies {
  const keep = keepUnchanged<ReadonlyMap<string, Tally>>(services, changes, {
    ...{ most: KEPT_PLACES, sizeOf: ({ size }) => size },
  })
  return ({ account: { jurisdiction }, actor }) => {
    const scope = readScopeOf(actor)
    return keep(jurisdiction, [scope], async () => {
      const asked = { jurisdiction, scope, now: services.now() }
      const tallies = await tally(services.db, asked, `left(m.territory, ${DIGITS})`, () => 'true')
      return byCodeInForce(services.places(jurisdiction), tallies)
    })
  }
}

/** What happened under a former code belongs to what that, or what it lay in, has become. */
function byCodeInForce({ former }: Places, tallies: Map<string, Tally>): ReadonlyMap<string, Tally> {
  if (former.size === 0) return tallies
  const sums = new Map<string, Tally>()
  for (const [code, tally] of tallies) {
    const was = [code, ...ancestorsOf(code).reverse()].find((each) => former.has(each))
    const now = (was && former.get(was)) ?? code
    sums.set(now, plus(sums.get(now), tally))
  }
  return sums
}

/** Of the places whose codes have so many digits, each with all below it. */
export function sumsAt(tallies: ReadonlyMap<string, Tally>, digits: number): Map<string, Tally> {
  const sums = new Map<string, Tally>()
  for (const [code, tally] of tallies) {
    const front = code.slice(0, digits)
    if (front.length === digits) sums.set(front, plus(sums.get(front), tally))
  }
  return sums
}

function plus(a: Tally = NONE, b: Tally = NONE): Tally {
  return { open: a.open + b.open, late: a.late + b.late }
}

/** Of one place with all below it, counted now. */
export async function tallyPlace(
  { db, places, now }: Services,
  { account: { jurisdiction }, actor }: Signed,
  code: string,
): Promise<Tally> {
  const asked = { jurisdiction, scope: readScopeOf(actor), now: now() }
  const codes = codesWithin(places(jurisdiction), code)
  const tallies = await tally(db, asked, `''`, (values) => within(codes, values))
  return tallies.get('') ?? NONE
}

/** By lead unit: of one, or of all. */
export function tallyLeads(db: Db, asked: Asked, unit: string | null = null): Promise<Map<string, Tally>> {
  return tally(db, asked, 'm.lead', (values) =>
    unit === null ? 'm.lead is not null' : `m.lead = $${values.push(unit)}`,
  )
}

async function tally(
  db: Db,
  { jurisdiction, scope, now }: Asked,
  key: string,
  narrowed: (values: unknown[]) => string,
): Promise<Map<string, Tally>> {
  const values: unknown[] = [jurisdiction]
  const where = ['m.jurisdiction = $1', 'm.closed_at is null', narrowed(values), scopeOf(scope, values)]
  const late = conditionsOf(LATE, PROMISE, now, values).join(' and ')
  const { rows } = await db.query(
    `select ${key} as key, count(*)::integer as open, (count(*) filter (where ${late}))::integer as late
     from matter m where ${where.join(' and ')} group by 1`,
    values,
  )
  return new Map(rows.map((row) => [row.key, { open: row.open, late: row.late }]))
}
