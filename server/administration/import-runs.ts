/** 导入任务存取 — the rows of import_run. */

import type { Db } from '../database/db.ts'
import type { Params } from '../import/note.ts'
import type { Counts } from '../import/tally.ts'

export type RunRow = {
  readonly id: string
  readonly fileName: string
  readonly bytes: number
  readonly map: string | null
  readonly status: 'uploaded' | 'running' | 'done' | 'stopped' | 'failed' | 'interrupted'
  readonly readBytes: number
  readonly counts: Counts | null
  readonly failure: { readonly code: string; readonly params: Params } | null
  readonly by: string | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly endedAt: Date | null
}

export type ImportEnd = {
  readonly status: 'done' | 'stopped' | 'failed'
  readonly counts: Counts | null
  readonly failure: RunRow['failure']
}

/** A run without a sign of life for this long is no longer at work. */
const SILENT = "interval '12 seconds'"
const KEEP_DAYS = 30

const COLUMNS = `r.id, r.file_name as "fileName", r.bytes::float as bytes, r.map,
  case when r.status = 'running' and r.alive_at < now() - ${SILENT} then 'interrupted' else r.status end as status,
  r.read_bytes::float as "readBytes", r.counts, r.failure, a.name as by, r.created_at as "createdAt",
  r.started_at as "startedAt", r.ended_at as "endedAt"`

export async function listRuns(db: Db, jurisdiction: string): Promise<RunRow[]> {
  const { rows } = await db.query(
    `select ${COLUMNS} from import_run r left join account a on a.id = r.account_id
     where r.jurisdiction = $1 order by r.created_at desc limit 100`,
    [jurisdiction],
  )
  return rows
}

export async function findRun(db: Db, jurisdiction: string, id: string): Promise<RunRow | null> {
  const { rows } = await db.query(
    `select ${COLUMNS} from import_run r left join account a on a.id = r.account_id
     where r.jurisdiction = $1 and r.id = $2`,
    [jurisdiction, id],
  )
  return rows[0] ?? null
}

type NewRun = {
  readonly jurisdiction: string
  readonly accountId: string
  readonly id: string
  readonly fileName: string
  readonly bytes: number
}

export async function insertRun(db: Db, run: NewRun): Promise<void> {
  await db.query(
    `with made as (
       insert into import_run (jurisdiction, id, account_id, file_name, bytes, status)
       values ($1, $2, $3, $4, $5, 'uploaded') returning id
     )
     insert into audit (jurisdiction, id, account_id, what, subject)
     select $1, gen_random_uuid(), $3, 'import.uploaded', id::text from made`,
    [run.jurisdiction, run.id, run.accountId, run.fileName, run.bytes],
  )
}

/** True for the one that may run it now. */
export async function claimRun(db: Db, jurisdiction: string, id: string, map: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update import_run set status = 'running', map = $3, counts = null, failure = null, read_bytes = 0,
       started_at = now(), alive_at = now(), ended_at = null
     where jurisdiction = $1 and id = $2 and (status <> 'running' or alive_at < now() - ${SILENT})`,
    [jurisdiction, id, map],
  )
  return rowCount === 1
}

export async function keepAlive(
  db: Db,
  jurisdiction: string,
  id: string,
  readBytes: number,
  counts: Counts | null,
): Promise<void> {
  await db.query(
    `update import_run set alive_at = now(), read_bytes = $3, counts = coalesce($4, counts)
     where jurisdiction = $1 and id = $2 and status = 'running'`,
    [jurisdiction, id, readBytes, counts === null ? null : JSON.stringify(counts)],
  )
}

export async function endRun(db: Db, jurisdiction: string, id: string, end: ImportEnd): Promise<void> {
  await db.query(
    `update import_run set status = $3, counts = coalesce($4, counts), failure = $5, ended_at = now(),
       read_bytes = case when $3 = 'done' then bytes else read_bytes end
     where jurisdiction = $1 and id = $2`,
    [
      ...[jurisdiction, id, end.status, end.counts === null ? null : JSON.stringify(end.counts)],
      end.failure === null ? null : JSON.stringify(end.failure),
    ],
  )
}

/** Takes the runs of long ago out and returns their ids. What they brought in stays. */
export async function oldRuns(db: Db): Promise<string[]> {
  const { rows } = await db.query(
    `delete from import_run where coalesce(ended_at, alive_at, created_at) < now() - make_interval(days => $1)
     returning id`,
    [KEEP_DAYS],
  )
  return rows.map(({ id }) => id)
}
