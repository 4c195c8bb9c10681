/** 更正与删除 — changing, completing, erasing and re-sealing what the vault keeps (个人信息保护法 §46–47). */
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import type { Actor } from '@huying/core/organisation/types.ts'
import { type ResidentPatch, readInput } from '@huying/core/resident/input.ts'
import {
  RESIDENT_FIELDS,
  type ResidentData,
  type ResidentInput,
  type RevealBasis,
} from '@huying/core/resident/types.ts'
import type { Db } from '../database/db.ts'
import type { Keys } from './keys.ts'
import { keyIdOf, phoneIndexOf, type Row, seal, unseal } from './seal.ts'

/** The person, or staff through a matter that lets them see this reporter. */
export function concerns(actor: Actor, basis: RevealBasis | null, residentId: string): boolean {
  if (actor.kind === 'resident') return actor.residentId === residentId
  return actor.kind === 'staff' && basis !== null && basis.residentIds.includes(residentId)
}

type Change = { readonly actor: Actor; readonly basis: RevealBasis | null; readonly what: string }
type Decide = (known: ResidentData) => ResidentData

/** Corrects what was spoken of, leaves the rest. Masked values are refused; nothing is changed then. */
export async function correct(
  db: Db,
  keys: Keys,
  row: Row,
  { actor, basis }: Omit<Change, 'what'>,
  input: ResidentInput,
): Promise<Result<{ changed: boolean }>> {
  if (!concerns(actor, basis, row.id)) return refuse('not_found')
  const patch = readInput(input)
  if (!patch.ok) return patch
  return rewrite(db, keys, row, { actor, basis, what: 'resident.corrected' }, (known) => ({
    ...known,
    ...patch.value,
  }))
}

/** Adds what was not known (`Found.fills`); never overwrites. */
export async function complete(
  db: Db,
  keys: Keys,
  row: Row,
  { actor, fills }: { readonly actor: Actor; readonly fills: ResidentPatch },
): Promise<Result<{ changed: boolean }>> {
  const decide: Decide = (known) => {
    const missing = RESIDENT_FIELDS.filter((field) => known[field] === null && fills[field] != null)
    return { ...known, ...Object.fromEntries(missing.map((field) => [field, fills[field]])) }
  }
  return rewrite(db, keys, row, { actor, basis: null, what: 'resident.completed' }, decide)
}

/** Reads, decides and writes only if nobody wrote meanwhile; else again. */
async function rewrite(
  db: Db,
  keys: Keys,
  row: Row,
  change: Change,
  decide: Decide,
): Promise<Result<{ changed: boolean }>> {
  for (;;) {
    const sealed = await load(db, row)
    if (sealed === null) return refuse('not_found')
    const known = unseal(keys, row, sealed)
    const data = decide(known)
    const fields = RESIDENT_FIELDS.filter((field) => known[field] !== data[field])
    if (fields.length === 0) return ok({ changed: false })
    try {
      if (await write(db, keys, row, change, { sealed, data, fields })) return ok({ changed: true })
    } catch (error) {
      if ((error as { constraint?: string }).constraint === 'resident_phone')
        return refuse('resident.phone_taken')
      throw error
    }
  }
}

async function load(db: Db, { jurisdiction, id }: Row): Promise<Buffer | null> {
  const { rows } = await db.query<{ sealed: Buffer }>(
    'select sealed from resident where jurisdiction = $1 and id = $2 and erased_at is null',
    [jurisdiction, id],
  )
  return rows[0]?.sealed ?? null
}

async function write(
  db: Db,
  keys: Keys,
  row: Row,
  { actor, basis, what }: Change,
  { sealed, data, fields }: { sealed: Buffer; data: ResidentData; fields: readonly string[] },
): Promise<boolean> {
  const { jurisdiction, id } = row
  const { rows } = await db.query(
    `with changed as (
       update resident set sealed = $4, phone_index = $5
       where jurisdiction = $1 and id = $2 and sealed = $3 and erased_at is null
       returning id
     ), audited as (
       insert into audit (jurisdiction, id, account_id, what, subject, detail)
       select $1, gen_random_uuid(), $6, $7, id::text, $8 from changed
     )
     select id from changed`,
    [
      ...[jurisdiction, id, sealed, seal(keys, row, data)],
      data.phone === null ? null : phoneIndexOf(keys, jurisdiction, data.phone),
      ...[actor.accountId, what, { fields, matterId: basis?.matterId ?? null }],
    ],
  )
  return rows.length === 1
}

/**
 * Forgets the person: data and index are gone at once, the opaque id stays, so that matters keep their history.
 * Only the person, or the system by law or at the end of retention.
 */
export async function erase(db: Db, { jurisdiction, id }: Row, actor: Actor): Promise<Result<null>> {
  if (actor.kind !== 'system' && !concerns(actor, null, id)) return refuse('not_found')
  const { rows } = await db.query(
    `with erased as (
       update resident set sealed = '', phone_index = null, erased_at = now()
       where jurisdiction = $1 and id = $2 and erased_at is null
       returning id
     ), audited as (
       insert into audit (jurisdiction, id, account_id, what, subject)
       select $1, gen_random_uuid(), $3, 'resident.erased', id::text from erased
     )
     select id from erased`,
    [jurisdiction, id, actor.accountId],
  )
  return rows.length === 1 ? ok(null) : refuse('not_found')
}

/** Moves rows sealed by an older key to the current one, a thousand at a time; returns how many. Safe to run beside work. */
export async function reseal(db: Db, keys: Keys, jurisdiction: string): Promise<number> {
  let moved = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await db.query<{ id: string; sealed: Buffer }>(
      `select id, sealed from resident where jurisdiction = $1 and id > $2 and erased_at is null order by id limit 1000`,
      [jurisdiction, after],
    )
    for (const { id, sealed } of rows) {
      if (keyIdOf(sealed) === keys.vault.current) continue
      const row = { jurisdiction, id }
      const { rowCount } = await db.query(
        'update resident set sealed = $4 where jurisdiction = $1 and id = $2 and sealed = $3',
        [jurisdiction, id, sealed, seal(keys, row, unseal(keys, row, sealed))],
      )
      moved += rowCount ?? 0
    }
    const last = rows.at(-1)
    if (!last) return moved
    after = last.id
  }
}
