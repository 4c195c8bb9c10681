/**
 * 保管时长 — how long units held matters, out of the table of custody: clipped to the period, for each matter the sum of its spans.
 * Figures are of units, never of a person.
 */
import type { HeldFigures } from '@huying/contract/matter/units.ts'
import type { Calendar } from '@huying/core/kernel/calendar/types.ts'
import { workingTimeBetween } from '@huying/core/kernel/calendar/working-time.ts'
import { DAY, type Instant, MINUTE } from '@huying/core/kernel/instant.ts'
import type { Db } from '../../database/db.ts'

type Period = { readonly from: Date; readonly to: Date }
export type Held = { readonly matters: number; readonly sum: number; readonly median: number | null }
export type HeldByKind = Held & { readonly kind: string }

export const periodOf = (now: Instant, days: number): Period => ({
  from: new Date(now - days * DAY),
  to: new Date(now),
})

/** Minutes by unit and matter: spans that touch the period, cut to it. */
const HELD = `select c.holder, c.matter_id,
    sum(extract(epoch from least(c.to_at, $4) - greatest(c.from_at, $3)) / 60) as minutes
  from custody c
  where c.jurisdiction = $1 and c.holder = any($2) and c.to_at > $3 and c.from_at < $4
  group by c.holder, c.matter_id`

const SUMS = `count(*)::integer as matters, round(sum(minutes))::float as sum,
  round(percentile_cont(0.5) within group (order by minutes))::float as median`

export async function heldByUnit(
  db: Db,
  jurisdiction: string,
  units: readonly string[],
  { from, to }: Period,
): Promise<Map<string, Held>> {
  const { rows } = await db.query(`select holder, ${SUMS} from (${HELD}) held group by holder`, [
    ...[jurisdiction, units, from, to],
  ])
  return new Map(rows.map(({ holder, ...held }) => [holder, held]))
}

/** The longest first. */
export async function heldByKind(
  db: Db,
  jurisdiction: string,
  unit: string,
  { from, to }: Period,
): Promise<HeldByKind[]> {
  const { rows } = await db.query(
    `select m.kind, ${SUMS} from (${HELD}) held
     join matter m on m.jurisdiction = $1 and m.id = held.matter_id group by m.kind order by 3 desc, 1 limit 50`,
    [jurisdiction, [unit], from, to],
  )
  return rows
}

export async function heldFigures(
  db: Db,
  calendar: Calendar,
  jurisdiction: string,
  unit: string,
  days: number,
  now: Instant,
): Promise<HeldFigures> {
  const period = periodOf(now, days)
  const [held, working, turns] = await Promise.all([
    heldByUnit(db, jurisdiction, [unit], period),
    workingTime(db, calendar, jurisdiction, unit, period),
    turnsOf(db, jurisdiction, unit, period),
  ])
  const { matters, sum, median } = held.get(unit) ?? { matters: 0, sum: 0, median: null }
  return { days, matters, calendar: { sum, median }, working, ...turns }
}

/** Most spans whose office hours are counted while somebody waits. */
const MOST_SPANS = 2_000

async function workingTime(
  db: Db,
  calendar: Calendar,
  jurisdiction: string,
  unit: string,
  { from, to }: Period,
): Promise<HeldFigures['working']> {
  const { rows } = await db.query(
    `select matter_id, greatest(from_at, $3) as "from", least(to_at, $4) as "to" from custody
     where jurisdiction = $1 and holder = $2 and to_at > $3 and from_at < $4 limit ${MOST_SPANS + 1}`,
    [jurisdiction, unit, from, to],
  )
  if (rows.length > MOST_SPANS) return null
  const byMatter = new Map<string, number>()
  for (const span of rows) {
    const time = workingTimeBetween(calendar, span.from.getTime(), span.to.getTime())
    byMatter.set(span.matter_id, (byMatter.get(span.matter_id) ?? 0) + time / MINUTE)
  }
  const minutes = [...byMatter.values()]
  return { sum: Math.round(minutes.reduce((sum, each) => sum + each, 0)), median: medianOf(minutes) }
}

/** As PostgreSQL's percentile_cont(0.5); null of nothing. */
function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2)
}

async function turnsOf(
  db: Db,
  jurisdiction: string,
  unit: string,
  { from, to }: Period,
): Promise<{ returned: number; again: number }> {
  const { rows } = await db.query(
    `select
       (count(*) filter (where c.ended = 'returned' and c.to_at <= $4))::integer as returned,
       (count(*) filter (where c.from_at >= $3 and c.n > 1 and exists (
         select from custody e where e.jurisdiction = c.jurisdiction and e.matter_id = c.matter_id
           and e.n < c.n and e.holder = c.holder)))::integer as again
     from custody c where c.jurisdiction = $1 and c.holder = $2 and c.to_at > $3 and c.from_at < $4`,
    [jurisdiction, unit, from, to],
  )
  return rows[0]
}
