/** 保管行 — the holder ledger of a matter as rows: for figures, which no page could fold from thousands of journals. */
import { custodyEnds } from '@huying/core/matter/custody.ts'
import type { Matter } from '@huying/core/matter/matter.ts'
import type { Db } from '../../database/db.ts'

type Json = Record<string, unknown>

/** Every span, in order. */
export function custodyRows(matter: Matter): Json[] {
  const { jurisdiction, id, custody } = matter
  const ends = custodyEnds(matter)
  return custody.map(({ holder, from, to }, index) => ({
    ...{ jurisdiction, matter_id: id, n: index + 1, holder },
    from_at: new Date(from).toISOString(),
    to_at: to === null ? 'infinity' : new Date(to).toISOString(),
    ended: ends[index] ?? null,
  }))
}

/** Spans that are new, or that ended: the ledger only grows at its end. */
export function changedCustody(before: Matter | null, after: Matter): Json[] {
  const former = before ? custodyRows(before) : []
  return custodyRows(after).filter((row, index) => {
    const was = former[index]
    return was?.to_at !== row.to_at || was?.ended !== row.ended
  })
}

/** As one part of the statement that stores a change. */
export const PUT_CUSTODY = `insert into custody select * from json_populate_recordset(null::custody, $)
  on conflict (jurisdiction, matter_id, n) do update set to_at = excluded.to_at, ended = excluded.ended`

/** Makes the spans of these matters anew. */
export async function rebuildCustody(
  db: Db,
  jurisdiction: string,
  matters: readonly string[],
  rows: readonly Json[],
): Promise<void> {
  await db.query(
    `with wanted as (select * from json_populate_recordset(null::custody, $3)),
      gone as (delete from custody c where c.jurisdiction = $1 and c.matter_id = any($2)
        and not exists (select from wanted w where w.matter_id = c.matter_id and w.n = c.n))
    insert into custody select * from wanted
    on conflict (jurisdiction, matter_id, n) do update
      set holder = excluded.holder, from_at = excluded.from_at, to_at = excluded.to_at, ended = excluded.ended`,
    [jurisdiction, matters, JSON.stringify(rows)],
  )
}

/** Spans by matter; null for those that are not filled in yet. */
export async function readCustody(
  db: Db,
  jurisdiction: string,
  ids: readonly string[],
): Promise<Map<string, readonly Json[] | null>> {
  const [spans, filled] = await Promise.all([
    db.query('select * from custody where jurisdiction = $1 and matter_id = any($2) order by matter_id, n', [
      jurisdiction,
      ids,
    ]),
    filledTo(db, jurisdiction),
  ])
  const byMatter = Map.groupBy(spans.rows, (row) => row.matter_id as string)
  return new Map(ids.map((id) => [id, filled !== null && id > filled ? null : (byMatter.get(id) ?? [])]))
}

/** The last matter that is filled in, or null where all are. */
export async function filledTo(db: Db, jurisdiction: string): Promise<string | null> {
  const { rows } = await db.query('select after from custody_fill where jurisdiction = $1', [jurisdiction])
  return rows[0]?.after ?? null
}
