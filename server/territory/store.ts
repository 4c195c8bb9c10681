/** 辖区存取 — territories in the database: put there from a pack once, then the database is the authority (re-drawing). */
import type { Level } from '@huying/core/territory/code.ts'
import type { GazetteerEntry } from '@huying/core/territory/gazetteer.ts'
import type { Territory } from '@huying/core/territory/types.ts'
import type { Db } from '../database/db.ts'
import { newId } from '../kernel/ids.ts'
import { buildPlaces, type Places } from './places.ts'

/** Adds territories of the pack whose code is not in force yet. Returns how many came in. */
export async function installTerritories(
  db: Db,
  jurisdiction: string,
  territories: readonly Territory[],
): Promise<number> {
  const rows = territories.map((t) => ({
    jurisdiction,
    id: newId(),
    code: t.code,
    level: t.level,
    name_zh: t.name.zh,
    name_en: t.name.en ?? null,
    parent_code: t.parentCode,
    grid_kind: t.gridKind ?? null,
    households: t.households ?? null,
    geometry: t.geometry ?? null,
    valid_from: t.validFrom,
  }))
  const { rowCount } = await db.query(
    `insert into territory select * from json_populate_recordset(null::territory, $1) on conflict do nothing`,
    [JSON.stringify(rows)],
  )
  return rowCount ?? 0
}

/** All territories in force, as one process holds them. */
export async function loadPlaces(db: Db, jurisdictions: readonly string[]): Promise<Map<string, Places>> {
  const places = new Map<string, Places>()
  for (const jurisdiction of jurisdictions) {
    const territories = await readTerritories(db, jurisdiction)
    const { rows } = await db.query('select entry from gazetteer_entry where jurisdiction = $1', [
      jurisdiction,
    ])
    places.set(
      jurisdiction,
      buildPlaces(
        jurisdiction,
        territories,
        rows.map((row) => row.entry as GazetteerEntry),
      ),
    )
  }
  return places
}

/** Territories in force today. */
export async function readTerritories(db: Db, jurisdiction: string): Promise<Territory[]> {
  const { rows } = await db.query(
    'select * from territory where jurisdiction = $1 and valid_to is null order by code',
    [jurisdiction],
  )
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    level: row.level as Level,
    name: row.name_en ? { zh: row.name_zh, en: row.name_en } : { zh: row.name_zh },
    parentCode: row.parent_code,
    validFrom: row.valid_from,
    ...(row.grid_kind ? { gridKind: row.grid_kind } : {}),
    ...(row.households !== null ? { households: row.households } : {}),
    ...(row.geometry ? { geometry: row.geometry } : {}),
  }))
}

/** Replaces the gazetteer by the pack's. */
export async function installGazetteer(
  db: Db,
  jurisdiction: string,
  entries: readonly GazetteerEntry[],
): Promise<void> {
  await db.query(
    `with gone as (delete from gazetteer_entry where jurisdiction = $1 and position >= $3)
     insert into gazetteer_entry (jurisdiction, position, entry)
     select $1, (ordinality - 1)::integer, value from jsonb_array_elements($2::jsonb) with ordinality
     on conflict (jurisdiction, position) do update set entry = excluded.entry`,
    [jurisdiction, JSON.stringify(entries), entries.length],
  )
}
