/**
 * 居民库 — the only door to personal data. What leaves it is masked, unless it is the person's own or was asked for
 * with a reason (`reveal`). Nothing personal is logged or put into an error.
 */
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import type { Actor } from '@huying/core/organisation/types.ts'
import type { ResidentPatch } from '@huying/core/resident/input.ts'
import { mask } from '@huying/core/resident/mask.ts'
import type { ResidentData, ResidentInput, RevealBasis } from '@huying/core/resident/types.ts'
import type { Pool } from '../database/pool.ts'
import { complete, correct, erase, reseal } from './change.ts'
import { type ExternalResident, findExternal } from './external.ts'
import { type Found, findOrCreate } from './find.ts'
import type { Keys } from './keys.ts'
import { type Reveal, type RevealRecord, reveal, revealsOf } from './reveal.ts'
import { unseal } from './seal.ts'

export type MaskedResident = ResidentData & { readonly erased: boolean }

export type Vault = {
  /** Who reports: the resident who acts, or the person an operator wrote down, or nobody. */
  reporterOf(jurisdiction: string, actor: Actor, given: ResidentInput | undefined): Promise<Result<Found>>
  /** Many at once, for imports: one query however many. */
  findOrCreate(jurisdiction: string, inputs: readonly ResidentInput[]): Promise<Result<Found>[]>
  /** People whom another system knows by its own ids: one resident per id, however often they are asked for. */
  findExternal(jurisdiction: string, people: readonly ExternalResident[]): Promise<Result<Found>[]>
  /** Adds `Found.fills` once the command is done. */
  complete(
    jurisdiction: string,
    residentId: string,
    actor: Actor,
    fills: ResidentPatch,
  ): Promise<Result<{ changed: boolean }>>
  masked(jurisdiction: string, residentId: string): Promise<MaskedResident | null>
  maskedMany(
    jurisdiction: string,
    residentIds: readonly string[],
  ): Promise<ReadonlyMap<string, MaskedResident>>
  /** The person's own data in full. */
  own(jurisdiction: string, actor: Actor): Promise<Result<ResidentData>>
  reveal(jurisdiction: string, residentId: string, reveal: Reveal): Promise<Result<Partial<ResidentData>>>
  revealsOf(jurisdiction: string, residentId: string, actor: Actor): Promise<Result<RevealRecord[]>>
  correct(
    jurisdiction: string,
    residentId: string,
    by: { readonly actor: Actor; readonly basis: RevealBasis | null },
    input: ResidentInput,
  ): Promise<Result<{ changed: boolean }>>
  erase(jurisdiction: string, residentId: string, actor: Actor): Promise<Result<null>>
  /** After a new vault key: moves older rows to it. */
  reseal(jurisdiction: string): Promise<number>
}

export type VaultOptions = { readonly pool: Pool; readonly keys: Keys }

export function openVault({ pool, keys }: VaultOptions): Vault {
  const row = (jurisdiction: string, id: string) => ({ jurisdiction, id })
  const maskedMany: Vault['maskedMany'] = async (jurisdiction, ids) => {
    const rows = await load({ pool, keys }, jurisdiction, ids)
    return new Map(rows.map(({ id, data, erased }) => [id, { ...mask(data), erased }]))
  }
  return {
    reporterOf: (jurisdiction, actor, given) => reporterOf({ pool, keys }, jurisdiction, actor, given),
    findOrCreate: (jurisdiction, inputs) => findOrCreate(pool, keys, jurisdiction, inputs),
    findExternal: (jurisdiction, people) => findExternal(pool, keys, jurisdiction, people),
    complete: (jurisdiction, id, actor, fills) =>
      complete(pool, keys, row(jurisdiction, id), { actor, fills }),
    masked: async (jurisdiction, id) => (await maskedMany(jurisdiction, [id])).get(id) ?? null,
    maskedMany,
    own: async (jurisdiction, { kind, residentId }) => {
      if (kind !== 'resident' || residentId === null) return refuse('not_found')
      const [own] = await load({ pool, keys }, jurisdiction, [residentId])
      return own && !own.erased ? ok(own.data) : refuse('not_found')
    },
    reveal: (jurisdiction, id, asked) => reveal(pool, keys, row(jurisdiction, id), asked),
    revealsOf: (jurisdiction, id, actor) => revealsOf(pool, row(jurisdiction, id), actor),
    correct: (jurisdiction, id, by, input) => correct(pool, keys, row(jurisdiction, id), by, input),
    erase: (jurisdiction, id, actor) => erase(pool, row(jurisdiction, id), actor),
    reseal: (jurisdiction) => reseal(pool, keys, jurisdiction),
  }
}

/** A resident reports in his own name only; whom staff write down is somebody else than themselves. */
async function reporterOf(
  { pool, keys }: VaultOptions,
  jurisdiction: string,
  { kind, residentId }: Actor,
  given: ResidentInput | undefined,
): Promise<Result<Found>> {
  if (kind !== 'resident') {
    const [found] = await findOrCreate(pool, keys, jurisdiction, [given ?? {}])
    return found as Result<Found>
  }
  if (given !== undefined) return refuse('resident.invalid', { field: 'reporter' })
  return ok({ residentId, rows: [], fills: null, differs: [] })
}

async function load({ pool, keys }: VaultOptions, jurisdiction: string, ids: readonly string[]) {
  const { rows } = await pool.query<{ id: string; sealed: Buffer; erased: boolean }>({
    name: 'residents-by-id',
    text: `select id, sealed, erased_at is not null as erased from resident
      where jurisdiction = $1 and id = any ($2::uuid[])`,
    values: [jurisdiction, ids],
  })
  return rows.map(({ id, sealed, erased }) => ({
    id,
    data: unseal(keys, { jurisdiction, id }, sealed),
    erased,
  }))
}
