/** 保管补录 — fills in the spans of matters from before there was a table of them, in the background. */
import type { Db } from '../../database/db.ts'
import { matterOf } from '../store.ts'
import { custodyRows } from './custody.ts'

const BATCH = 200

/**
 * Fills in the spans of some matters from before there was this table; false when there are none left. What a command
 * writes meanwhile is newer than what is read here, and stays.
 */
export async function fillCustody(db: Db): Promise<boolean> {
  const pending = await db.query('select jurisdiction, after from custody_fill limit 1')
  if (pending.rows.length === 0) return false
  const { jurisdiction, after } = pending.rows[0]
  const { rows } = await db.query(
    `select j.matter_id, j.seq, j.body, j.hash
     from (select id from matter where jurisdiction = $1 and id > $2 order by id limit ${BATCH}) m
     join journal j on j.jurisdiction = $1 and j.matter_id = m.id order by j.matter_id, j.seq`,
    [jurisdiction, after],
  )
  const last = rows.at(-1)?.matter_id
  if (last === undefined) {
    await db.query('delete from custody_fill where jurisdiction = $1 and after = $2', [jurisdiction, after])
    return true
  }
  const spans = [...Map.groupBy(rows, (row) => row.matter_id as string)].flatMap(([id, lines]) => {
    const loaded = matterOf(id, lines)
    return loaded ? custodyRows(loaded.matter) : []
  })
  await db.query(
    `with filled as (update custody_fill set after = $2 where jurisdiction = $1 and after = $3)
    insert into custody select * from json_populate_recordset(null::custody, $4)
    on conflict (jurisdiction, matter_id, n) do nothing`,
    [jurisdiction, last, after, JSON.stringify(spans)],
  )
  return true
}
