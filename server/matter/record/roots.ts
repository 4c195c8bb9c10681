/**
 * 日根 — signed roots over all events recorded on a day: together with the chain inside each matter they show a history that was
 * cut off, not only one that was changed.
 */
import { createHash } from 'node:crypto'
import { DAY, type Instant, MINUTE } from '@huying/core/kernel/instant.ts'
import type { Db } from '../../database/db.ts'
import type { Keys } from '../../resident/keys.ts'

export type Root = { readonly events: number; readonly root: Buffer }

/** Digest over the hashes of all events recorded on a UTC day, in order of matter and position. */
export async function rootOf(db: Db, jurisdiction: string, day: string): Promise<Root> {
  const digest = createHash('sha256')
  let events = 0
  let after: [string, number] = ['00000000-0000-0000-0000-000000000000', 0]
  for (;;) {
    const { rows } = await db.query(
      `select matter_id, seq, events, hash from journal
       where jurisdiction = $1 and recorded_at >= $2::date and recorded_at < $2::date + 1 and (matter_id, seq) > ($3, $4)
       order by matter_id, seq limit 20000`,
      [jurisdiction, day, ...after],
    )
    for (const row of rows) {
      digest.update(row.hash)
      events += row.events
    }
    const last = rows.at(-1)
    if (!last) return { events, root: digest.digest() }
    after = [last.matter_id, last.seq]
  }
}

/** What a signature is made over. */
export function statement(
  jurisdiction: string,
  day: string,
  { events, root }: Root,
  previous: Buffer | null,
): Buffer {
  return Buffer.from(
    `huying-root-1\n${jurisdiction}\n${day}\n${events}\n${root.toString('hex')}\n${previous?.toString('hex') ?? ''}`,
  )
}

/** How long after its end a day is signed: a command written down just before midnight may be committed just after. */
const GRACE = 10 * MINUTE

/** Signs every finished day that has events and no root yet. Returns how many. */
export async function signDue(db: Db, keys: Keys, now: Instant): Promise<number> {
  const today = new Date(now - GRACE).toISOString().slice(0, 10)
  const { rows } = await db.query(
    `select j.jurisdiction, (select max(day)::text from daily_root r where r.jurisdiction = j.jurisdiction) as last,
       (select min(recorded_at) from journal e where e.jurisdiction = j.jurisdiction) as first
     from jurisdiction j`,
  )
  let signed = 0
  for (const { jurisdiction, last, first } of rows) {
    const from = last ? nextDay(last) : first ? (first as Date).toISOString().slice(0, 10) : today
    for (let day = from; day < today; day = nextDay(day)) signed += await signDay(db, keys, jurisdiction, day)
  }
  return signed
}

/** Signs one day; a day without events has no root. */
export async function signDay(db: Db, keys: Keys, jurisdiction: string, day: string): Promise<number> {
  const root = await rootOf(db, jurisdiction, day)
  if (root.events === 0) return 0
  const { rows } = await db.query(
    'select root from daily_root where jurisdiction = $1 and day < $2 order by day desc limit 1',
    [jurisdiction, day],
  )
  const previous: Buffer | null = rows[0]?.root ?? null
  const { rowCount } = await db.query(
    `insert into daily_root (jurisdiction, day, events, root, previous, key_id, signature)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      jurisdiction,
      day,
      root.events,
      root.root,
      previous,
      keys.signing.id,
      keys.signing.sign(statement(jurisdiction, day, root, previous)),
    ],
  )
  return rowCount ?? 0
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + DAY).toISOString().slice(0, 10)
}
