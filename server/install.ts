/** 装入城市 — puts a city pack into the database: its rules in force, its territories and its gazetteer. */
import type { Pack } from '@huying/core/pack/types.ts'
import type { Pool } from './database/pool.ts'
import { installPack } from './pack/registry.ts'
import { installGazetteer, installTerritories, installZones } from './territory/install.ts'

/** Safe to run at every start: what is there already stays as it is. Returns how many territories came in. */
export async function installCity(pool: Pool, pack: Pack): Promise<{ readonly territories: number }> {
  await installPack(pool, pack)
  const territories = await installTerritories(pool, pack.rules.jurisdiction, pack.territories)
  await installZones(pool, pack.rules.jurisdiction, pack.zones, pack.memberships)
  await installGazetteer(pool, pack.rules.jurisdiction, pack.gazetteer)
  return { territories }
}
