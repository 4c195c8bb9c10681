/**
 * 变更流 — the sequencer: takes committed side effects out of the outbox, gives them positions after the fact and delivers
 * notices, in one transaction. One relay works at a time, so positions have no gaps and no reader ever misses a commit
 * (neither sequences nor snapshots order commits safely).
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'

/** Changes sequenced in one go. */
export const RELAY_BATCH = 500

/** Any number that no other advisory lock of ours uses. */
const RELAY_LOCK = 7_240_001

/** Relays one batch. Returns how many changes it sequenced; 0 also when another process is the relay. */
export async function relayOnce(pool: pg.Pool): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows: locks } = await client.query('select pg_try_advisory_xact_lock($1) as held', [RELAY_LOCK])
    const { rows } = locks[0].held
      ? await client.query('select * from outbox order by id limit $1', [RELAY_BATCH])
      : { rows: [] }
    if (rows.length > 0) await relay(client, rows)
    await client.query('commit')
    return rows.length
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

type OutboxRow = {
  readonly id: number
  readonly jurisdiction: string
  readonly matter_id: string
  readonly seq: number
  readonly territory: string
  readonly addressees: string[]
  readonly notices: { addressee: string; message: string; params: unknown }[] | null
}

async function relay(client: pg.PoolClient, rows: readonly OutboxRow[]): Promise<void> {
  await client.query(
    `insert into feed (jurisdiction, position, matter_id, seq, territory, addressees)
     select o.jurisdiction,
       coalesce((select max(f.position) from feed f where f.jurisdiction = o.jurisdiction), 0)
         + row_number() over (partition by o.jurisdiction order by o.id),
       o.matter_id, o.seq, o.territory, o.addressees
     from outbox o where o.id = any($1)`,
    [rows.map((row) => row.id)],
  )
  const notices = rows.flatMap((row) =>
    (row.notices ?? []).map((notice, index) => ({
      jurisdiction: row.jurisdiction,
      id: noticeId(row.id, index, row.matter_id),
      addressee: notice.addressee,
      matter_id: row.matter_id,
      message: notice.message,
      params: notice.params,
    })),
  )
  if (notices.length > 0) {
    await client.query(
      `insert into notice (jurisdiction, id, addressee, matter_id, message, params)
       select jurisdiction, id, addressee, matter_id, message, params from json_populate_recordset(null::notice, $1)
       on conflict do nothing`,
      [JSON.stringify(notices)],
    )
  }
  await client.query('delete from outbox where id = any($1)', [rows.map((row) => row.id)])
}

/** The same outbox row always gives the same notice, so that delivering it twice delivers it once. */
function noticeId(outboxId: number, index: number, matterId: string): string {
  const hex = createHash('sha256').update(`${outboxId}/${index}/${matterId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
