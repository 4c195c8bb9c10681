/**
 * 人员 — accounts, posts and delegations. Each command is one statement with its audit row, so that neither is ever
 * there without the other. Roles are those of the pack: one that the pack does not know gives its holder nothing.
 */

import { randomUUIDv7 } from 'node:crypto'
import { mayAdminister, mayDelegate } from '@huying/core/account/policy.ts'
import type { Account } from '@huying/core/account/types.ts'
import { dayNumber } from '@huying/core/kernel/calendar/civil-date.ts'
import { ok, type Result, refuse } from '@huying/core/kernel/refusal.ts'
import type { Actor, Post } from '@huying/core/organisation/types.ts'
import type { Db } from '../database/db.ts'
import type { Pool } from '../database/pool.ts'
import type { Standing } from './actor.ts'
import { type Auth, USERNAME, USERNAME_LENGTH } from './auth.ts'
import { keepingAdministrators } from './last-administrator.ts'
import { isWeak } from './password.ts'

export type People = {
  readonly pool: Pool
  readonly auth: Auth
  /** Rules in force of an authority, as for `createActors`. */
  readonly rulesOf: (jurisdiction: string) => Standing | undefined
}

/** Who does it, and for which authority. */
export type By = { readonly actor: Actor; readonly jurisdiction: string }

export type NewAccount = Pick<Account, 'name' | 'username'> & {
  readonly password: string
  /** Opaque id in the vault, for an account of a resident. */
  readonly residentId?: string | null
  readonly locale?: string
}

export async function createAccount(
  { pool, auth }: People,
  { actor, jurisdiction }: By,
  account: NewAccount,
): Promise<Result<{ accountId: string }>> {
  if (!mayAdminister(actor, jurisdiction, null)) return refuse('action.not_yours')
  const username = account.username.toLowerCase()
  const wrong = findWrongName(username, account.name)
  if (wrong) return refuse('form.invalid', { field: wrong })
  if (isWeak(account.password, username)) return refuse('account.password_weak')
  const accountId = randomUUIDv7()
  const { residentId = null, locale = 'zh' } = account
  const passwordHash = await (await auth.$context).password.hash(account.password)
  const row = { id: accountId, username, name: account.name, residentId, locale, passwordHash }
  const made = await insertAccounts(pool, { actor, jurisdiction }, [row])
  return made === 1 ? ok({ accountId }) : refuse('account.username_taken')
}

export function findWrongName(username: string, name: string): string | null {
  const { minimum, maximum } = USERNAME_LENGTH
  if (!USERNAME.test(username) || username.length < minimum || username.length > maximum) return 'username'
  return name.trim() === '' || name.length > 100 ? 'name' : null
}

export type AccountRow = Omit<NewAccount, 'password'> & {
  readonly id: string
  readonly passwordHash: string
  /** The password was handed to its owner, who chooses another at the first sign-in. */
  readonly mustChangePassword?: boolean
}

/** Those of the rows whose name is free, in one statement; returns how many. The library reads what we write. */
export async function insertAccounts(
  pool: Db,
  { actor, jurisdiction }: By,
  rows: readonly AccountRow[],
): Promise<number> {
  const result = await pool.query(insertion, [jurisdiction, actor.accountId, JSON.stringify(rows)])
  return result.rows.length
}

const insertion = `
  with row as (
    select * from jsonb_to_recordset($3) as r (id text, name text, username text, "residentId" uuid, locale text,
      "passwordHash" text, "mustChangePassword" boolean)
  ), made as (
    insert into account (id, name, email, username, "displayUsername", jurisdiction, "residentId", locale,
      "mustChangePassword")
    select id, name, id || '@account.invalid', username, username, $1, "residentId", coalesce(locale, 'zh'),
      coalesce("mustChangePassword", false)
    from row
    on conflict (username) do nothing
    returning id
  ), credential as (
    insert into account_credential (id, "userId", "accountId", "providerId", password)
    select gen_random_uuid(), id, id, 'credential', "passwordHash" from made join row using (id)
  ), audited as (
    insert into audit (jurisdiction, id, account_id, what, subject)
    select $1, gen_random_uuid(), $2, 'account.created', id from made
  )
  select id from made`

export type NewPost = Omit<Post, 'id' | 'personId'> & { readonly accountId: string }

export async function createPost(
  { pool, rulesOf }: People,
  { actor, jurisdiction }: By,
  post: NewPost,
): Promise<Result<{ postId: string }>> {
  if (!mayAdminister(actor, post.territory, post.accountId)) return refuse('action.not_yours')
  const wrong = checkPost(rulesOf(jurisdiction), actor, post)
  if (wrong) return wrong
  const row = { ...post, id: randomUUIDv7() }
  const made = await insertPosts(pool, { actor, jurisdiction }, [row])
  return made === 1 ? ok({ postId: row.id }) : refuse('account.unknown')
}

/** What is wrong with a post. A post in an organisation answers for it: nobody hands out one of a wider territory than theirs. */
export function checkPost(
  rules: Standing | undefined,
  actor: Actor,
  post: Omit<NewPost, 'accountId'>,
): ReturnType<typeof refuse> | null {
  const organisation = rules?.directory.byId.get(post.organisationId)
  if (!organisation) return refuse('unit.unknown', { unit: post.organisationId })
  if (!/^\d+$/.test(post.territory) || !post.territory.startsWith(organisation.territory))
    return refuse('place.outside', { territory: post.territory })
  if (!mayAdminister(actor, organisation.territory, null)) return refuse('action.not_yours')
  if (Number.isNaN(dayNumber(post.fromOn))) return refuse('time.invalid', { field: 'fromOn' })
  if (post.toOn !== null && !(dayNumber(post.toOn) >= dayNumber(post.fromOn)))
    return refuse('time.invalid', { field: 'toOn' })
  return null
}

/** Inserts the posts of accounts that are staff of this authority, once each; returns how many. */
export async function insertPosts(
  pool: Db,
  { actor, jurisdiction }: By,
  rows: readonly (NewPost & { readonly id: string })[],
): Promise<number> {
  const result = await pool.query(
    `with made as (
       insert into post (jurisdiction, id, account_id, organisation_id, role, territory, from_on, to_on)
       select $1, r.id, account.id, "organisationId", role, territory, "fromOn", "toOn"
       from jsonb_to_recordset($3) as r (id text, "accountId" text, "organisationId" text, role text,
         territory text, "fromOn" date, "toOn" date)
       join account on account.id = "accountId" and account.jurisdiction = $1 and "residentId" is null
       on conflict do nothing
       returning id, account_id, organisation_id, role
     ), audited as (
       insert into audit (jurisdiction, id, account_id, what, subject, detail)
       select $1, gen_random_uuid(), $2, 'post.created', id,
         jsonb_build_object('accountId', account_id, 'organisationId', organisation_id, 'role', role)
       from made
     )
     select id from made`,
    [jurisdiction, actor.accountId, JSON.stringify(rows)],
  )
  return result.rows.length
}

type PostHead = {
  readonly id: string
  readonly accountId: string
  readonly organisationId: string
  readonly territory: string
}

/** The post where it exists and `allowed`; else the refusal: who may not touch it learns nothing about it. */
async function findPost(
  pool: Pool,
  jurisdiction: string,
  postId: string,
  allowed: (post: PostHead) => boolean,
): Promise<Result<PostHead>> {
  const { rows } = await pool.query<PostHead>(
    `select id, account_id as "accountId", organisation_id as "organisationId", territory
     from post where jurisdiction = $1 and id = $2`,
    [jurisdiction, postId],
  )
  const post = rows[0]
  return post && allowed(post) ? ok(post) : refuse('not_found')
}

/** Ends a post with `toOn` as its last day: never before it began, never later than it would have ended anyway. */
export async function endPost(
  { pool, rulesOf }: People,
  { actor, jurisdiction }: By,
  postId: string,
  toOn: string,
): Promise<Result<{ accountId: string }>> {
  const post = await findPost(pool, jurisdiction, postId, (p) => mayAdminister(actor, p.territory, null))
  if (!post.ok) return post
  if (Number.isNaN(dayNumber(toOn))) return refuse('time.invalid', { field: 'toOn' })
  const rules = rulesOf(jurisdiction)
  return keepingAdministrators(pool, { jurisdiction, rules, lastDay: toOn }, async (client) => {
    const ended = await endInForce(client, { actor, jurisdiction }, postId, toOn)
    const { accountId, organisationId, territory } = post.value
    return ended
      ? { result: ok({ accountId }), lost: [{ organisationId, territory }] }
      : { result: refuse('time.invalid', { field: 'toOn' }), lost: [] }
  })
}

async function endInForce(
  db: Db,
  { actor, jurisdiction }: By,
  postId: string,
  toOn: string,
): Promise<boolean> {
  const { rows } = await db.query(
    `with ended as (
       update post set to_on = $4
       where jurisdiction = $1 and id = $3 and from_on <= $4 and (to_on is null or to_on > $4)
       returning id, account_id
     ), audited as (
       insert into audit (jurisdiction, id, account_id, what, subject, detail)
       select $1, gen_random_uuid(), $2, 'post.ended', id, jsonb_build_object('toOn', $4::date) from ended
     )
     select account_id from ended`,
    [jurisdiction, actor.accountId, postId, toOn],
  )
  return rows.length === 1
}

export type NewDelegation = {
  readonly postId: string
  /** Who stands in: staff of the same authority. */
  readonly accountId: string
  /** Epoch milliseconds, the second excluded. */
  readonly fromAt: number
  readonly toAt: number
}

/** Hands a post over during leave. The holder keeps it too. */
export async function delegatePost(
  { pool }: People,
  { actor, jurisdiction }: By,
  { postId, accountId, fromAt, toAt }: NewDelegation,
): Promise<Result<{ delegationId: string }>> {
  const post = await findPost(pool, jurisdiction, postId, (p) => mayDelegate(actor, p))
  if (!post.ok) return post
  if (!(fromAt < toAt) || !Number.isFinite(toAt - fromAt)) return refuse('time.invalid', { field: 'toAt' })
  if (accountId === post.value.accountId) return refuse('account.unknown')
  const isOwn = post.value.accountId === actor.accountId
  if (!isOwn && accountId === actor.accountId) return refuse('action.not_yours') // nobody gives himself a post
  const delegationId = randomUUIDv7()
  const { rows } = await pool.query(
    `with made as (
       insert into delegation (jurisdiction, id, post_id, account_id, from_at, to_at)
       select $1, $3, $4, id, $6, $7 from account where id = $5 and jurisdiction = $1 and "residentId" is null
       returning id
     ), audited as (
       insert into audit (jurisdiction, id, account_id, what, subject, detail)
       select $1, gen_random_uuid(), $2, 'post.delegated', $4,
         jsonb_build_object('delegationId', id, 'accountId', $5::text, 'fromAt', $6::timestamptz, 'toAt', $7::timestamptz)
       from made
     )
     select id from made`,
    [jurisdiction, actor.accountId, delegationId, postId, accountId, new Date(fromAt), new Date(toAt)],
  )
  return rows.length === 1 ? ok({ delegationId }) : refuse('account.unknown')
}
