/** 常用筛选 — filters under a name, each account its own: nobody else's can be read, replaced or removed. */
import { MOST_SAVED, type SavedFilter, type SaveFilter } from '@huying/contract/matter/filter.ts'
import type { Account } from '@huying/core/account/types.ts'
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import type { Db } from '../../database/db.ts'
import { newId } from '../../kernel/ids.ts'

type Owner = Pick<Account, 'id' | 'jurisdiction'>

export async function savedFilters(db: Db, { jurisdiction, id }: Owner): Promise<SavedFilter[]> {
  const { rows } = await db.query(
    'select id, name, tab, filter from saved_filter where jurisdiction = $1 and account_id = $2 order by name',
    [jurisdiction, id],
  )
  return rows as SavedFilter[]
}

/** Replaces a filter of the same name. Refusal: filter.too_many. */
export async function saveFilter(
  db: Db,
  { jurisdiction, id }: Owner,
  { name, tab, filter }: SaveFilter,
): Promise<Result<SavedFilter>> {
  const { rows } = await db.query(
    `insert into saved_filter (jurisdiction, id, account_id, name, tab, filter)
      select $1, $2, $3, $4, $5, $6
      where (select count(*) from saved_filter where jurisdiction = $1 and account_id = $3 and name <> $4) < $7
      on conflict (jurisdiction, account_id, name)
        do update set tab = excluded.tab, filter = excluded.filter, saved_at = now()
      returning id, name, tab, filter`,
    [jurisdiction, newId(), id, name.trim(), tab, JSON.stringify(filter), MOST_SAVED],
  )
  return rows[0] ? ok(rows[0] as SavedFilter) : refuse('filter.too_many', { most: MOST_SAVED })
}

/** Refusal: not_found, also where it is somebody else's. */
export async function removeFilter(
  db: Db,
  { jurisdiction, id }: Owner,
  filterId: string,
): Promise<Result<null>> {
  const { rowCount } = await db.query(
    'delete from saved_filter where jurisdiction = $1 and account_id = $2 and id = $3',
    [jurisdiction, id, filterId],
  )
  return rowCount === 1 ? ok(null) : refuse('not_found')
}
