/** 查找或新建 — which resident this is, by telephone number; a new one as a row to be written with the matter. */

import { randomUUIDv7 } from 'node:crypto'
import { ok, type Result } from '@huying/core/kernel/refusal.ts'
import { type ResidentPatch, readInput } from '@huying/core/resident/input.ts'
import {
  NOTHING,
  RESIDENT_FIELDS,
  type ResidentData,
  type ResidentField,
  type ResidentInput,
} from '@huying/core/resident/types.ts'
import type { Db } from '../database/db.ts'
import type { Keys } from './keys.ts'
import { phoneIndexOf, seal, unseal } from './seal.ts'

/** A row of `resident` as JSON, bytes in hex as PostgreSQL reads them. */
export type ResidentRow = {
  readonly jurisdiction: string
  readonly id: string
  readonly sealed: string
  readonly phone_index: string | null
}

export type Found = {
  /** Null where nothing was said about the person. */
  readonly residentId: string | null
  /** To be inserted: one row for a new resident. A number taken meanwhile collides on `resident_phone`; ask again. */
  readonly rows: readonly ResidentRow[]
  /** Said now and not known before: give it to `Vault.complete` once the command is done. */
  readonly fills: ResidentPatch | null
  /** Said now and known differently: kept as it was, somebody must decide. */
  readonly differs: readonly ResidentField[]
}

const NOBODY: Found = { residentId: null, rows: [], fills: null, differs: [] }

/**
 * One answer per input, in order. A number known already leads to its resident; the same number twice in the batch
 * leads to one. Without a number nobody is recognised: names are no key. Asks the database once at most.
 */
export async function findOrCreate(
  db: Db,
  keys: Keys,
  jurisdiction: string,
  inputs: readonly ResidentInput[],
): Promise<Result<Found>[]> {
  const read = inputs.map(readInput)
  const phones = read.flatMap((r) => (r.ok && r.value.phone ? [r.value.phone] : []))
  const known = await findByPhone(db, keys, jurisdiction, phones)
  return read.map((r) => {
    if (!r.ok) return r
    const said = r.value
    if (RESIDENT_FIELDS.every((field) => said[field] == null)) return ok(NOBODY)
    const resident = said.phone ? known.get(said.phone) : undefined
    if (resident) return ok({ residentId: resident.id, rows: [], ...compare(resident.data, said) })
    const made = { id: randomUUIDv7(), data: { ...NOTHING, ...said } }
    if (said.phone) known.set(said.phone, made)
    return ok({ residentId: made.id, rows: [rowOf(keys, jurisdiction, made)], fills: null, differs: [] })
  })
}

type Resident = { readonly id: string; readonly data: ResidentData }

async function findByPhone(
  db: Db,
  keys: Keys,
  jurisdiction: string,
  phones: readonly string[],
): Promise<Map<string, Resident>> {
  if (phones.length === 0) return new Map()
  const { rows } = await db.query<{ id: string; sealed: Buffer }>({
    name: 'resident-by-phone',
    text: 'select id, sealed from resident where jurisdiction = $1 and phone_index = any ($2)',
    values: [jurisdiction, phones.map((phone) => phoneIndexOf(keys, jurisdiction, phone))],
  })
  const residents = rows.map(({ id, sealed }) => ({ id, data: unseal(keys, { jurisdiction, id }, sealed) }))
  return new Map(residents.map((resident) => [resident.data.phone ?? '', resident]))
}

function compare(known: ResidentData, said: ResidentPatch): Pick<Found, 'fills' | 'differs'> {
  const spoken = RESIDENT_FIELDS.filter((field) => said[field] != null)
  const missing = spoken.filter((field) => known[field] === null)
  return {
    fills:
      missing.length > 0 ? Object.fromEntries(missing.map((field) => [field, said[field] as string])) : null,
    differs: spoken.filter((field) => known[field] !== null && known[field] !== said[field]),
  }
}

export function rowOf(keys: Keys, jurisdiction: string, { id, data }: Resident): ResidentRow {
  const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`
  return {
    jurisdiction,
    id,
    sealed: hex(seal(keys, { jurisdiction, id }, data)),
    phone_index: data.phone === null ? null : hex(phoneIndexOf(keys, jurisdiction, data.phone)),
  }
}

/** For whoever has no statement of his own to put the rows in. */
export async function insertResidents(db: Db, rows: readonly ResidentRow[]): Promise<void> {
  if (rows.length === 0) return
  await db.query({
    name: 'insert-residents',
    text: `insert into resident (jurisdiction, id, sealed, phone_index)
      select jurisdiction, id, sealed, phone_index from json_populate_recordset(null::resident, $1)`,
    values: [JSON.stringify(rows)],
  })
}
