/** 沿革 — what a territory was called, what it came from and what it gave off. */
import type { TerritoryHistory } from '@huying/contract/territory/territory.ts'
import type { Db } from '../database/db.ts'

type PeriodRow = {
  readonly code: string
  readonly name_zh: string
  readonly name_en: string | null
  readonly from: string | null
  readonly to: string | null
}

/** What a pack that names no first day writes. */
const EVER = '0001-01-01'

export async function historyOf(db: Db, jurisdiction: string, id: string): Promise<TerritoryHistory> {
  const [periods, lineage] = await Promise.all([
    db.query(
      `select code, name_zh, name_en, nullif(valid_from, $3::date)::text as "from", valid_to::text as "to" from territory
       where jurisdiction = $1 and id = $2 order by valid_from desc`,
      [jurisdiction, id, EVER],
    ),
    db.query(
      `select kind, happened_on::text as "on", from_ids as "from", to_ids as "to" from territory_lineage
       where jurisdiction = $1 and ($2 = any(from_ids) or $2 = any(to_ids)) order by happened_on desc, id desc`,
      [jurisdiction, id],
    ),
  ])
  const names = await namesOf(db, jurisdiction, [
    ...new Set(lineage.rows.flatMap((row) => [...row.from, ...row.to] as string[])),
  ])
  const named = (ids: readonly string[]) => ids.flatMap((each) => names.get(each) ?? [])
  return {
    periods: periods.rows.map(({ code, from, to, ...row }: PeriodRow) => ({
      ...{ code, from, to, name: wordsOf(row) },
    })),
    lineage: lineage.rows.map((row) => ({
      ...{ kind: row.kind, on: row.on, from: named(row.from), to: named(row.to) },
    })),
  }
}

/** The last code and name of each, also of those that are no more. */
async function namesOf(db: Db, jurisdiction: string, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { id: string; name: { zh: string } }>()
  const { rows } = await db.query(
    `select distinct on (id) id, code, name_zh, name_en from territory
     where jurisdiction = $1 and id = any($2) order by id, valid_from desc`,
    [jurisdiction, ids],
  )
  return new Map(rows.map((row) => [row.id as string, { id: row.code as string, name: wordsOf(row) }]))
}

function wordsOf({ name_zh: zh, name_en: en }: Pick<PeriodRow, 'name_zh' | 'name_en'>) {
  return en ? { zh, en } : { zh }
}
