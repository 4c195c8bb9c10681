/** 万格之城 — a street of thousands of grids, and open matters strewn over them, as rows only: for what counts and draws, not for what is decided. */
import { boundsOf } from '@huying/core/territory/border.ts'
import { latticeGrids } from '@huying/core/territory/testing/lattice.ts'
import type { Territory } from '@huying/core/territory/types.ts'
import type { Stand } from './stand.ts'

const STREET = '990103001'

export async function layGrids(stand: Stand, matters: number): Promise<number> {
  const grids = latticeGrids({ columns: 140, rows: 136, street: STREET })
  await layTerritories(stand, grids)
  await layMatters(stand, grids, matters)
  await stand.database.pool.query('analyze matter, territory, post').catch(() => {}) // the owner's alone; autovacuum does it later
  return grids.length
}

/** Every grid but each tenth has a worker. */
async function layTerritories({ database: { pool } }: Stand, grids: readonly Territory[]): Promise<void> {
  const frame = { ...(grids[0] as Territory), code: STREET, level: 'street', name: { zh: '试验街道' } }
  const rows = [frame, ...grids].map(({ code, level, name, geometry }) => ({
    ...{ code, level, name: name.zh, parent: code === STREET ? '990103' : STREET, geometry },
  }))
  await pool.query(
    `insert into territory (jurisdiction, id, code, level, name_zh, parent_code, geometry, valid_from)
     select '9901', gen_random_uuid(), r.code, r.level, r.name, r.parent, r.geometry, '2020-01-01'
     from jsonb_to_recordset($1::jsonb) as r (code text, level text, name text, parent text, geometry jsonb)`,
    [JSON.stringify(rows)],
  )
  await pool.query(
    `insert into post (jurisdiction, id, account_id, organisation_id, role, territory, from_on)
     select p.jurisdiction, 'bench-' || code, p.account_id, p.organisation_id, 'grid_worker', code, '2024-01-01'
     from unnest($1::text[]) with ordinality as grid (code, n)
     cross join (select * from post where role = 'grid_worker' order by id limit 1) p where n % 10 > 0`,
    [grids.map(({ code }) => code)],
  )
}

async function layMatters(
  { database: { pool }, pack }: Stand,
  grids: readonly Territory[],
  matters: number,
): Promise<void> {
  const places = grids.map(({ code, geometry }) => ({ code, box: geometry && boundsOf(geometry) }))
  const rows = Array.from({ length: matters }, (_, n) => {
    const { code, box } = places[(n * 7919) % places.length] as (typeof places)[number]
    const [west, south, east, north] = box as [number, number, number, number]
    const share = ((n * 104_729) % 997) / 997
    return { n, code, lon: west + (east - west) * share, lat: south + (north - south) * ((share * 31) % 1) }
  })
  await pool.query(
    `insert into matter (jurisdiction, id, number, version, loop, kind, pack_id, pack_version, territory, state, channel, urgent,
       confidential, supervised, parked, provisional, reported_at, due_at, due_counted, due_warn_at, readers, against, lon, lat)
     select '9901', gen_random_uuid(), 'bench-' || r.n, 1, 'request', 'environment', $2, $3, r.code, 'handling', 'hotline', false,
       false, false, false, false, now() - r.n % 40 * interval '1 day', now() + (r.n % 9 - 2) * interval '1 day', 'calendar',
       now() + (r.n % 9 - 3) * interval '1 day', array['hotline', 'd1-urban'], '{}', r.lon, r.lat
     from jsonb_to_recordset($1::jsonb) as r (n integer, code text, lon float8, lat float8)`,
    [JSON.stringify(rows), pack.id, pack.version],
  )
}
