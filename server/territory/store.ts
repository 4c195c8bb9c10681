/** 辖区存取 — the territories in force, read from the database. */
import type { Level } from '@huying/core/territory/code.ts'
import type { GazetteerEntry } from '@huying/core/territory/gazetteer.ts'
import type { Territory } from '@huying/core/territory/types.ts'
import type { Db } from '../database/db.ts'
import { buildPlaces, type Places, type ZoneOf } from './places.ts'

async function readZones(db: Db, jurisdiction: string): Promise<ZoneOf[]> {
  const { rows } = await db.query(
    `select z.id, z.name_zh, z.name_en, t.code
     from zone z
     join zone_membership m on m.jurisdiction = z.jurisdiction and m.zone_id = z.id and m.to_on is null
     join territory t on t.jurisdiction = m.jurisdiction and t.id = m.territory_id
     where z.jurisdiction = $1 and z.valid_to is null order by z.id, t.code`,
    [jurisdiction],
  )
  return rows.map(({ id, name_zh: zh, name_en: en, code }) => ({ id, name: en ? { zh, en } : { zh }, code }))
}

/** All territories in force, as one process holds them. */
export async function loadPlaces(db: Db, jurisdictions: readonly string[]): Promise<Map<string, Places>> {
  const places = new Map<string, Places>()
  for (const jurisdiction of jurisdictions) {
    const territories = await readTerritories(db, jurisdiction)
    const { rows } = await db.query('select entry from gazetteer_entry where jurisdiction = $1', [
      jurisdiction,
    ])
    const entries = rows.map((row) => row.entry as GazetteerEntry)
    places.set(
      jurisdiction,
      buildPlaces(jurisdiction, territories, entries, await readZones(db, jurisdiction)),
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
