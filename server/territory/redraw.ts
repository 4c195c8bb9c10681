/**
 * 区划调整 — carries out a merge, split, renaming or recoding on the database, in one transaction: what ends is dated, what
 * changes begins a new period, the lineage says what became what. Nothing is deleted, and no matter is touched.
 */
import type { LocalDate } from '@huying/core/kernel/instant.ts'
import { type RedrawPlan, type RedrawRefusal, redraw } from '@huying/core/territory/redraw.ts'
import type { Lineage, Territory } from '@huying/core/territory/types.ts'
import type { Client, Pool } from '../database/pool.ts'
import { newId } from '../kernel/ids.ts'
import { readTerritories } from './store.ts'

export type RedrawCommand = {
  readonly jurisdiction: string
  /** Who records it; null for the system. Whether they may is for whoever calls this to decide. */
  readonly accountId: string | null
  readonly plan: RedrawPlan
  /** First day of the new shape. */
  readonly on: LocalDate
}

export type RedrawOutcome = { readonly ok: true; readonly lineage: readonly Lineage[] } | RedrawRefusal

/** Every process that places reports must read the territories again afterwards (`World.reloadPlaces`). */
export async function redrawTerritories(pool: Pool, command: RedrawCommand): Promise<RedrawOutcome> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const outcome = await carryOut(client, command)
    await client.query(outcome.ok ? 'commit' : 'rollback')
    return outcome
  } catch (error) {
    await client.query('rollback').catch(() => {}) // what went wrong first is what is told
    throw error
  } finally {
    client.release()
  }
}

async function carryOut(
  client: Client,
  { jurisdiction, accountId, plan, on }: RedrawCommand,
): Promise<RedrawOutcome> {
  // Two re-drawings at once would each begin from what the other ends.
  await client.query("select pg_advisory_xact_lock(hashtext('redraw'), hashtext($1))", [jurisdiction])
  const before = await readTerritories(client, jurisdiction)
  const drawn = redraw(plan, before, on)
  if (!drawn.ok) return drawn
  const known = new Set(before)
  const changed = drawn.territories.filter((each) => !known.has(each))
  await endPeriods(client, jurisdiction, changed, on)
  await beginPeriods(
    client,
    jurisdiction,
    changed.filter((each) => each.validTo === undefined),
    on,
  )
  await keepLineage(client, jurisdiction, drawn.lineage, accountId)
  return { ok: true, lineage: drawn.lineage }
}

/** The periods in force end; one that would not have lasted a day never was. */
async function endPeriods(
  db: Client,
  jurisdiction: string,
  changed: readonly Territory[],
  on: LocalDate,
): Promise<void> {
  const values = [jurisdiction, changed.map(({ id }) => id), on]
  const which = 'jurisdiction = $1 and id = any ($2::uuid[]) and valid_to is null'
  await db.query(`delete from territory where ${which} and valid_from = $3`, values)
  await db.query(`update territory set valid_to = $3 where ${which}`, values)
}

async function beginPeriods(
  db: Client,
  jurisdiction: string,
  standing: readonly Territory[],
  on: LocalDate,
): Promise<void> {
  const rows = standing.map((each) => ({
    jurisdiction,
    id: each.id,
    code: each.code,
    level: each.level,
    name_zh: each.name.zh,
    name_en: each.name.en ?? null,
    parent_code: each.parentCode,
    grid_kind: each.gridKind ?? null,
    households: each.households ?? null,
    geometry: each.geometry ?? null,
    valid_from: on,
  }))
  await db.query('insert into territory select * from json_populate_recordset(null::territory, $1)', [
    JSON.stringify(rows),
  ])
}

async function keepLineage(
  db: Client,
  jurisdiction: string,
  lineage: readonly Lineage[],
  accountId: string | null,
): Promise<void> {
  const rows = lineage.map(({ kind, from, to, on }) => ({
    ...{
      jurisdiction,
      id: newId(),
      kind,
      from_ids: from,
      to_ids: to,
      happened_on: on,
      account_id: accountId,
    },
  }))
  await db.query(
    'insert into territory_lineage select * from json_populate_recordset(null::territory_lineage, $1)',
    [JSON.stringify(rows)],
  )
}
