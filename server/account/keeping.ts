/**
 * 账号管理 — a new colleague with a first post, a new password, an account shut and opened again, leave that ends early. An
 * administrator of a part of the city touches only people whose posts all lie in that part.
 */
import { randomUUIDv7 } from 'node:crypto'
import { mayAdminister, mayDelegate } from '@huying/core/account/policy.ts'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import type { Client } from '../database/pool.ts'
import { transaction } from '../database/transaction.ts'
import { writeAudit } from './audit.ts'
import { firstPassword } from './first-password.ts'
import { keepingAdministrators, type PostLost } from './last-administrator.ts'
import {
  type By,
  checkPost,
  findWrongName,
  insertAccounts,
  insertPosts,
  type NewPost,
  type People,
} from './people.ts'

export type NewColleague = {
  readonly name: string
  readonly username: string
  readonly post: Omit<NewPost, 'accountId'>
}

/** The password is given back this once, and must be changed by its owner. */
export type Handed = { readonly accountId: string; readonly password: string }

/** Account and first post together: nobody is left without a place, and nobody is made outside one's territory. */
export async function hireColleague(
  people: People,
  by: By,
  { name, username, post }: NewColleague,
): Promise<Result<Handed>> {
  const { actor, jurisdiction } = by
  if (!mayAdminister(actor, post.territory, null)) return refuse('action.not_yours')
  const wrong = checkPost(people.rulesOf(jurisdiction), actor, post)
  if (wrong) return wrong
  const field = findWrongName(username.toLowerCase(), name)
  if (field) return refuse('form.invalid', { field })
  const accountId = randomUUIDv7()
  const password = firstPassword()
  const hash = await hashOf(people, password)
  const row = {
    ...{ id: accountId, username: username.toLowerCase(), name: name.trim() },
    ...{ passwordHash: hash, mustChangePassword: true },
  }
  return transaction<Result<Handed>>(people.pool, async (client, undo) => {
    if ((await insertAccounts(client, by, [row])) !== 1) undo(refuse('account.username_taken'))
    await insertPosts(client, by, [{ ...post, accountId, id: randomUUIDv7() }])
    return ok({ accountId, password })
  })
}

async function hashOf({ auth }: People, password: string): Promise<string> {
  return (await auth.$context).password.hash(password)
}

/** A new first password; whoever is signed in with the old one is out. */
export async function resetPassword(people: People, by: By, accountId: string): Promise<Result<Handed>> {
  const allowed = await mayKeep(people, by, accountId)
  if (!allowed.ok) return allowed
  const password = firstPassword()
  const hash = await hashOf(people, password)
  await transaction(people.pool, async (client) => {
    await client.query(
      `update account_credential set password = $2, "updatedAt" = now()
       where "userId" = $1 and "providerId" = 'credential'`,
      [accountId, hash],
    )
    await client.query(
      'update account set "mustChangePassword" = true, "passwordChangedAt" = now() where id = $1',
      [accountId],
    )
    await endSessions(client, accountId)
    await audit(client, by, 'account.password_reset', accountId)
  })
  return ok({ accountId, password })
}

/** Shut: no sign-in, every session ended. Twice is once. */
export async function lockAccount(people: People, by: By, accountId: string): Promise<Result<object>> {
  const allowed = await mayKeep(people, by, accountId)
  if (!allowed.ok) return allowed
  const { jurisdiction } = by
  const rules = people.rulesOf(jurisdiction)
  const lastDay = rules ? localDate(rules.calendar.zone.dayOf(Date.now())) : ''
  return keepingAdministrators<object>(people.pool, { jurisdiction, rules, lastDay }, async (client) => {
    const { rowCount } = await client.query(
      'update account set "lockedAt" = now() where id = $1 and "lockedAt" is null',
      [accountId],
    )
    if (rowCount === 0) return { result: ok({}), lost: [] }
    await endSessions(client, accountId)
    await audit(client, by, 'account.locked', accountId)
    const { rows } = await client.query<PostLost>(
      `select organisation_id as "organisationId", territory from post
       where jurisdiction = $1 and account_id = $2 and from_on <= $3 and (to_on is null or to_on >= $3)`,
      [jurisdiction, accountId, lastDay],
    )
    return { result: ok({}), lost: rows }
  })
}

export async function unlockAccount(people: People, by: By, accountId: string): Promise<Result<object>> {
  const allowed = await mayKeep(people, by, accountId)
  if (!allowed.ok) return allowed
  await transaction(people.pool, async (client) => {
    const { rowCount } = await client.query(
      'update account set "lockedAt" = null where id = $1 and "lockedAt" is not null',
      [accountId],
    )
    if (rowCount === 1) await audit(client, by, 'account.unlocked', accountId)
  })
  return ok({})
}

/** Not one's own account, and nobody with a post elsewhere. Who is not seen is not there. */
async function mayKeep(
  { pool }: People,
  { actor, jurisdiction }: By,
  accountId: string,
): Promise<Result<object>> {
  const { rows } = await pool.query<{ territories: string[] }>(
    `select array(select territory from post p where p.jurisdiction = $1 and p.account_id = a.id
       and (p.to_on is null or p.to_on >= current_date)) as territories
     from account a where a.jurisdiction = $1 and a.id = $2 and a."residentId" is null`,
    [jurisdiction, accountId],
  )
  const found = rows[0]
  if (!found) return refuse('not_found')
  if (mayAdminister(actor, jurisdiction, accountId)) return ok({})
  if (!found.territories.some((code) => mayAdminister(actor, code, null))) return refuse('not_found')
  const all = found.territories.every((code) => mayAdminister(actor, code, accountId))
  return all ? ok({}) : refuse('action.not_yours')
}

function endSessions(client: Client, accountId: string) {
  return client.query('delete from account_session where "userId" = $1', [accountId])
}

function audit(client: Client, { actor, jurisdiction }: By, what: string, subject: string): Promise<void> {
  return writeAudit(client, { jurisdiction, accountId: actor.accountId, what, subject })
}

/** Ends a delegation now; one that has not begun is as if it had never been. Returns whose rights changed. */
export async function endDelegation(
  { pool }: People,
  { actor, jurisdiction }: By,
  delegationId: string,
): Promise<Result<{ accountId: string }>> {
  const { rows } = await pool.query(
    `select d.account_id as delegate, p.id, p.account_id as "accountId", p.territory
     from delegation d join post p on p.jurisdiction = d.jurisdiction and p.id = d.post_id
     where d.jurisdiction = $1 and d.id = $2 and d.to_at > now()`,
    [jurisdiction, delegationId],
  )
  const found = rows[0]
  if (!found || !mayDelegate(actor, found)) return refuse('not_found')
  await transaction(pool, async (client) => {
    await client.query('delete from delegation where jurisdiction = $1 and id = $2 and from_at >= now()', [
      jurisdiction,
      delegationId,
    ])
    await client.query(
      'update delegation set to_at = now() where jurisdiction = $1 and id = $2 and to_at > now()',
      [jurisdiction, delegationId],
    )
    await writeAudit(client, {
      ...{ jurisdiction, accountId: actor.accountId, what: 'post.delegation_ended', subject: found.id },
      detail: { delegationId, accountId: found.delegate },
    })
  })
  return ok({ accountId: found.delegate })
}
