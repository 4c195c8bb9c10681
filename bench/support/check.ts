/**
 * Checks a sample of what was filled in by `huying verify` itself: it is shown views that hold the sample alone. Signed days are
 * about everything at once and are left out.
 */

import { verify } from '@huying/server/matter/record/verify.ts'
import type { Keys } from '@huying/server/resident/keys.ts'
import type { Registry } from '@huying/server/services.ts'
import pg from 'pg'

const SAMPLE = 2_000
const OF_ONE_MATTER = ['journal', 'content', 'inbox', 'custody']

/** @throws with what is wrong */
export async function verifySample(
  databaseUrl: string,
  registry: Registry,
  keys: Keys,
  jurisdiction: string,
): Promise<void> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    options: '-c search_path=sample,huying -c timezone=UTC',
  })
  try {
    await pool.query(`
      create schema sample;
      create table sample.chosen as select id from huying.matter order by md5(id::text) limit ${SAMPLE};
      create view sample.matter as select * from huying.matter where id in (select id from sample.chosen);
      create view sample.daily_root as select * from huying.daily_root where false;
      ${OF_ONE_MATTER.map(
        (table) => `create view sample.${table} as
          select * from huying.${table} where matter_id in (select id from sample.chosen);`,
      ).join('\n')}`)
    const { matters, findings } = await verify(pool, registry, keys, jurisdiction)
    if (matters === 0 || findings.length > 0)
      throw new Error(`${matters} matters are not sound: ${JSON.stringify(findings.slice(0, 3))}`)
  } finally {
    await pool.query('drop schema if exists sample cascade')
    await pool.end()
  }
}
