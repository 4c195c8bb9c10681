/** 最后一个管理员 — a territory that has an administrator keeps one: whatever would take the last away is undone. */
import { ADMINISTRATION } from '@huying/core/account/policy.ts'
import { type Result, refuse } from '@huying/core/kernel/refusal.ts'
import type { Db } from '../database/db.ts'
import type { Client, Pool } from '../database/pool.ts'
import { transaction } from '../database/transaction.ts'
import { HELD_POSTS } from '../organisation/posts.ts'
import type { Standing } from './actor.ts'

/** Any number that no other advisory lock of ours uses: two administrators must not remove each other at once. */
const ADMINISTRATORS_LOCK = 7_240_006

export type PostLost = { readonly organisationId: string; readonly territory: string }

type Guarded = {
  readonly jurisdiction: string
  readonly rules: Standing | undefined
  /** Last day on which the posts are still held: others must hold theirs longer. */
  readonly lastDay: string
}

/** Does `work`, which says which posts it takes from their holders, unless a territory would be left without administrator. */
export function keepingAdministrators<T>(
  pool: Pool,
  { jurisdiction, rules, lastDay }: Guarded,
  work: (client: Client) => Promise<{ result: Result<T>; lost: readonly PostLost[] }>,
): Promise<Result<T>> {
  const keeps = administrations(rules)
  return transaction<Result<T>>(pool, async (client, undo) => {
    await client.query('select pg_advisory_xact_lock($1)', [ADMINISTRATORS_LOCK])
    const { result, lost } = await work(client)
    const territories = lost.filter((each) => keeps.includes(each.organisationId)).map((p) => p.territory)
    if (result.ok && territories.length > 0) {
      if (await isAnyUncovered(client, jurisdiction, keeps, territories, lastDay))
        return undo(refuse('account.last_administrator'))
    }
    return result
  })
}

/** Organisations that keep accounts and posts. */
const administrations = (rules: Standing | undefined): string[] =>
  [...(rules?.directory.byId.values() ?? [])]
    .filter(({ duties }) => duties.includes(ADMINISTRATION))
    .map(({ id }) => id)

/** Whether somebody who can sign in administers the whole authority, beyond `lastDay`. */
export async function hasAdministrator(db: Db, { jurisdiction, rules, lastDay }: Guarded): Promise<boolean> {
  return !(await isAnyUncovered(db, jurisdiction, administrations(rules), [jurisdiction], lastDay))
}

async function isAnyUncovered(
  db: Db,
  jurisdiction: string,
  keeps: readonly string[],
  territories: readonly string[],
  lastDay: string,
): Promise<boolean> {
  const { rows } = await db.query(
    `select 1 from unnest($3::text[]) as lost (code) where not exists (
       select from ${HELD_POSTS}
       where p.jurisdiction = $1 and p.organisation_id = any($2) and starts_with(lost.code, p.territory)
         and p.from_on <= $4 and (p.to_on is null or p.to_on > $4)) limit 1`,
    [jurisdiction, keeps, territories, lastDay],
  )
  return rows.length > 0
}
