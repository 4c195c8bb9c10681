/** 辖区装入 — territories, zones and gazetteer of a pack go into the database; from then on the database is the authority (re-drawing). */
import type { GazetteerEntry } from '@huying/core/territory/gazetteer.ts'
import type { Territory, Zone, ZoneMembership } from '@huying/core/territory/types.ts'
import type { Db } from '../database/db.ts'
import { newId } from '../kernel/ids.ts'

/** Adds territories of the pack whose code was never known here: one that was re-drawn stays so. Returns how many came in. */
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
    `insert into territory
     select r.* from json_populate_recordset(null::territory, $1) r
     where not exists (select from territory t where t.jurisdiction = r.jurisdiction and t.code = r.code)
     on conflict do nothing`,
    [JSON.stringify(rows)],
  )
  return rowCount ?? 0
}

/** Adds the zones of the pack and what belongs to them; what is there already stays. */
export async function installZones(
  db: Db,
  jurisdiction: string,
  zones: readonly Zone[],
  memberships: readonly ZoneMembership[],
): Promise<void> {
  const rows = zones.map((z) => ({
    jurisdiction,
    id: z.id,
    kind: z.kind,
    name_zh: z.name.zh,
    name_en: z.name.en ?? null,
    geometry: z.geometry ?? null,
    valid_from: z.validFrom,
    valid_to: z.validTo ?? null,
  }))
  await db.query(
    'insert into zone select * from json_populate_recordset(null::zone, $1) on conflict do nothing',
    [JSON.stringify(rows)],
  )
  // Packs name territories by their codes; the database knows them by their stable ids.
  await db.query(
    `insert into zone_membership (jurisdiction, zone_id, territory_id, from_on, to_on)
     select $1, m.zone_id, t.id, m.from_on, m.to_on
     from json_to_recordset($2) as m (zone_id text, code text, from_on date, to_on date)
     join territory t on t.jurisdiction = $1 and t.code = m.code and t.valid_to is null
     on conflict do nothing`,
    [
      jurisdiction,
      JSON.stringify(
        memberships.map((m) => ({
          zone_id: m.zoneId,
          code: m.territoryId,
          from_on: m.from,
          to_on: m.to ?? null,
        })),
      ),
    ],
  )
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
