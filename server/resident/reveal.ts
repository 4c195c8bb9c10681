/** 查看原文 — showing personal data in full: for a matter, with a reason, on record, and the person can see the record. */
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import type { Actor } from '@huying/core/organisation/types.ts'
import {
  RESIDENT_FIELDS,
  type ResidentData,
  type ResidentField,
  type RevealBasis,
} from '@huying/core/resident/types.ts'
import type { Db } from '../database/db.ts'
import { concerns } from './change.ts'
import type { Keys } from './keys.ts'
import { type Row, unseal } from './seal.ts'

/** Characters of a reason, spaces at its ends not counted. */
export const REASON_LENGTH = { minimum: 2, maximum: 200 } as const

export type Reveal = {
  readonly actor: Actor
  /** From the matter's policy (`revealBasis`). */
  readonly basis: RevealBasis
  readonly fields: readonly ResidentField[]
  readonly reason: string
}

/** The fields asked for, in full. Recorded in the same statement that reads them: no look without a record. */
export async function reveal(
  db: Db,
  keys: Keys,
  row: Row,
  { actor, basis, fields, reason }: Reveal,
): Promise<Result<Partial<ResidentData>>> {
  if (actor.kind !== 'staff' || !concerns(actor, basis, row.id)) return refuse('not_found')
  const wanted = RESIDENT_FIELDS.filter((field) => fields.includes(field))
  if (wanted.length === 0 || wanted.length !== new Set(fields).size)
    return refuse('resident.invalid', { field: 'fields' })
  const why = reason.trim()
  if (why.length < REASON_LENGTH.minimum || why.length > REASON_LENGTH.maximum)
    return refuse('resident.reveal_reason')
  const { jurisdiction, id } = row
  const { rows } = await db.query<{ sealed: Buffer }>(recorded, [
    ...[jurisdiction, id, actor.accountId, wanted, why, basis.matterId],
  ])
  if (!rows[0]) return refuse('not_found')
  const data = unseal(keys, row, rows[0].sealed)
  return ok(Object.fromEntries(wanted.map((field) => [field, data[field]])))
}

const recorded = `
  with found as (
    select id, sealed from resident where jurisdiction = $1 and id = $2 and erased_at is null
  ), revealed as (
    insert into resident_reveal (jurisdiction, id, resident_id, account_id, field, reason, matter_id)
    select $1, gen_random_uuid(), id, $3, field, $5, $6 from found cross join unnest($4::text[]) as field
  ), audited as (
    insert into audit (jurisdiction, id, account_id, what, subject, detail)
    select $1, gen_random_uuid(), $3, 'resident.revealed', id::text,
      jsonb_build_object('fields', $4::text[], 'matterId', $6::uuid)
    from found
  )
  select sealed from found`

export type RevealRecord = {
  /** Name of the member of staff who looked, as colleagues see it. */
  readonly by: string
  readonly field: ResidentField
  readonly reason: string
  readonly matterId: string | null
  /** Epoch milliseconds. */
  readonly revealedAt: number
}

/** Who looked at this person's data, newest first: for the person, and for nobody else. */
export async function revealsOf(
  db: Db,
  { jurisdiction, id }: Row,
  actor: Actor,
): Promise<Result<RevealRecord[]>> {
  if (actor.kind !== 'resident' || actor.residentId !== id) return refuse('not_found')
  const { rows } = await db.query(
    `select coalesce(account.name, '') as by, field, reason, matter_id as "matterId", revealed_at as "revealedAt"
     from resident_reveal left join account on account.id = account_id
     where resident_reveal.jurisdiction = $1 and resident_id = $2
     order by revealed_at desc, resident_reveal.id limit 500`,
    [jurisdiction, id],
  )
  return ok(rows.map((row) => ({ ...row, revealedAt: row.revealedAt.getTime() })))
}
