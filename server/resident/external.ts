/**
 * 外部身份 — residents whom another system knows by an id of its own. Their id here is made from that id with the vault's
 * key: the same person is found again by whoever imports twice, and nobody without the key can tell who is who.
 */
import { createHmac } from 'node:crypto'
import { ok, type Result } from '@huying/core/kernel/refusal.ts'
import { readInput } from '@huying/core/resident/input.ts'
import { NOTHING, type ResidentInput } from '@huying/core/resident/types.ts'
import type { Db } from '../database/db.ts'
import { type Found, findOrCreate, rowOf } from './find.ts'
import type { Keys } from './keys.ts'

/** A person as a row of another system names them; without an `externalId` only the telephone number recognises them. */
export type ExternalResident = {
  readonly source: string
  readonly externalId: string | null
  readonly input: ResidentInput
}

/**
 * One answer per person, in order; two queries however many. A telephone number that is known leads to its resident;
 * else the external id does. A person known already is left as they are.
 */
export async function findExternal(
  db: Db,
  keys: Keys,
  jurisdiction: string,
  people: readonly ExternalResident[],
): Promise<Result<Found>[]> {
  const ids = people.map(({ source, externalId }) =>
    externalId === null ? null : externalIdOf(keys, jurisdiction, source, externalId),
  )
  const byPhone = await findOrCreate(
    db,
    keys,
    jurisdiction,
    people.map(({ input }) => input),
  )
  const known = await knownOf(
    db,
    jurisdiction,
    ids.filter((id) => id !== null),
  )
  /** Ids of people new by their number → the ids they get instead, for a number that comes twice. */
  const renamed = new Map<string, string>()
  return byPhone.map((found, index) => {
    const id = ids[index]
    if (!found.ok) return found
    const { residentId, rows } = found.value
    if (residentId !== null && rows.length === 0) {
      return ok({ ...found.value, residentId: renamed.get(residentId) ?? residentId })
    }
    if (!id) return found
    if (residentId !== null) renamed.set(residentId, id)
    if (known.has(id)) return ok({ residentId: id, rows: [], fills: null, differs: [] })
    known.add(id)
    const said = readInput(people[index]?.input ?? {})
    const data = { ...NOTHING, ...(said.ok ? said.value : {}) }
    return ok({ residentId: id, rows: [rowOf(keys, jurisdiction, { id, data })], fills: null, differs: [] })
  })
}

async function knownOf(db: Db, jurisdiction: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await db.query<{ id: string }>({
    name: 'residents-known',
    text: 'select id from resident where jurisdiction = $1 and id = any ($2::uuid[])',
    values: [jurisdiction, ids],
  })
  return new Set(rows.map(({ id }) => id))
}

/** A UUID of version 8 (RFC 9562 §5.8): 122 bits of a keyed digest. */
function externalIdOf(
  { phoneIndex }: Keys,
  jurisdiction: string,
  source: string,
  externalId: string,
): string {
  const bytes = createHmac('sha256', phoneIndex)
    .update(`external\n${jurisdiction}\n${source}\n${externalId}`)
    .digest()
    .subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
