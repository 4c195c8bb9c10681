/** 件数 — how many matters are open and late in each place, or under each lead: by the conditions of the lists they link to. */
import type { ReadScope } from '@huying/core/matter/policy.ts'
import type { Db } from '../database/db.ts'
import { conditionsOf, PROMISE, type RowFilter } from './list-filter.ts'
import { scopeOf, within } from './scope.ts'

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

/** By the first `digits` of the code, in these subtrees. */
export function tallyPlaces(
  db: Db,
  asked: Asked,
  territories: readonly string[],
  digits: number,
): Promise<Map<string, Tally>> {
  return tally(db, asked, `left(m.territory, ${Math.trunc(digits)})`, (values) => within(territories, values))
}

/** By lead unit. */
export function tallyLeads(db: Db, asked: Asked, units: readonly string[]): Promise<Map<string, Tally>> {
  return tally(db, asked, 'm.lead', (values) => `m.lead = any($${values.push(units)}::text[])`)
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
