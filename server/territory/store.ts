/** 辖区存取 — the territories in force, read from the database. */
import type { Level } from '@huying/core/territory/code.ts'
import type { GazetteerEntry } from '@huying/core/territory/gazetteer.ts'
import { successorsOf } from '@huying/core/territory/redraw.ts'
import type { Lineage, Territory } from '@huying/core/territory/types.ts'
import type { Db } from '../database/db.ts'
import { buildPlaces, type Places, type ZoneOf } from './places.ts'

async function readZones(db: Db, jurisdiction: string): Promise<ZoneOf[]> {
  const { rows } = await db.query(
    `select z.id, z.name_zh, z.name_en, t.code
     from zone z
     join zone_membership m on m.jurisdiction = z.jurisdiction and m.zone_id = z.id and m.to_on is null
     join territory t on t.jurisdiction = m.jurisdiction and t.id = m.territory_id and t.valid_to is null
     where z.jurisdiction = $1 and z.valid_to is null order by z.id, t.code`,
    [jurisdiction],
  )
  return rows.map(({ id, name_zh: zh, name_en: en, code }) => ({ id, name: en ? { zh, en } : { zh }, code }))
}

/** Changes with every re-drawing and every pack that brings places: all of them only add rows or end them. */
export async function versionOfPlaces(db: Db): Promise<string> {
  const { rows } = await db.query(
    `select concat_ws(' ', (select concat_ws('/', count(*), count(valid_to)) from territory),
       (select concat_ws('/', count(*), count(to_on)) from zone_membership), (select count(*) from gazetteer_entry)) as version`,
  )
  return rows[0].version
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
    const former = await readFormerCodes(db, jurisdiction, territories)
    places.set(
      jurisdiction,
      buildPlaces(jurisdiction, territories, entries, await readZones(db, jurisdiction), former),
    )
  }
  return places
}

/** Codes no longer in force, each with the code of what it has become; one that was split leads nowhere in particular. */
async function readFormerCodes(
  db: Db,
  jurisdiction: string,
  territories: readonly Territory[],
): Promise<Map<string, string>> {
  const past = await db.query(
    'select id, code from territory where jurisdiction = $1 and valid_to is not null order by valid_to',
    [jurisdiction],
  )
  const lineage = past.rowCount === 0 ? [] : await readLineage(db, jurisdiction)
  const codes = new Set(territories.map(({ code }) => code))
  const byId = new Map(territories.map(({ id, code }) => [id, code]))
  const former = new Map<string, string>()
  for (const { id, code } of past.rows) {
    const [successor, another] = successorsOf(id, lineage, LAST_DAY)
    const now = successor === undefined ? undefined : byId.get(successor)
    if (now !== undefined && another === undefined && !codes.has(code)) former.set(code, now)
  }
  return former
}

const LAST_DAY = '9999-12-31'

/** Every step of descent so far. */
export async function readLineage(db: Db, jurisdiction: string): Promise<Lineage[]> {
  const { rows } = await db.query(
    `select kind, from_ids as "from", to_ids as "to", happened_on as "on" from territory_lineage
     where jurisdiction = $1 order by happened_on, id`,
    [jurisdiction],
  )
  return rows
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
