/** 清理 — forgets what has served: idempotency keys and feed positions of long ago, sessions and lock-outs that ended. Events are never tidied. */
import type { Db } from '../database/db.ts'

/** No client repeats a command after this long, and no screen resumes a feed this old. */
const KEEP_DAYS = 14
const BATCH = 5_000

/** Returns how many rows went. */
export async function tidy(db: Db): Promise<number> {
  const commands = await db.query(
    `delete from command where ctid = any(array(
       select ctid from command where done_at < now() - make_interval(days => $1) limit $2))`,
    [KEEP_DAYS, BATCH],
  )
  const feed = await db.query(
    `delete from feed where ctid = any(array(
       select f.ctid from feed f where f.relayed_at < now() - make_interval(days => $1)
         and f.position < (select max(l.position) from feed l where l.jurisdiction = f.jurisdiction) limit $2))`,
    [KEEP_DAYS, BATCH],
  )
  const sessions = await db.query(`delete from account_session where "expiresAt" < now()`)
  const attempts = await db.query('delete from account_attempt where until < now()')
  return [commands, feed, sessions, attempts].reduce((gone, { rowCount }) => gone + (rowCount ?? 0), 0)
}
