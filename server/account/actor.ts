/**
 * 请求的操作人 — from the session cookie of a request to the actor it acts as. Sign-out and a changed password are
 * seen at once in the process that did them, in others (and changed posts) within `REMEMBERED`.
 */
import { actorOf, type HeldPost } from '@huying/core/account/actor.ts'
import type { Account } from '@huying/core/account/types.ts'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import type { Calendar } from '@huying/core/kernel/calendar/types.ts'
import type { Directory } from '@huying/core/organisation/directory.ts'
import type { Actor } from '@huying/core/organisation/types.ts'
import type { Pool } from '../database/pool.ts'
import { createActorCache } from './actor-cache.ts'
import type { Auth } from './auth.ts'
import { sessionCookieOf, type WithCookies } from './session-cookie.ts'

/** The part of a jurisdiction's rules that says who stands where. `Rules` of `core/matter` is one. */
export type Standing = { readonly directory: Directory; readonly calendar: Pick<Calendar, 'zone'> }

export type SignedIn = { readonly actor: Actor; readonly account: Account }

export type Actors = {
  /** Who sends this request; null when nobody is signed in. Throws when the database is away. */
  actorFor(request: WithCookies): Promise<SignedIn | null>
  /** The session of this request ended. */
  forgetSession(request: WithCookies): void
  /** Password, posts or delegations of this account changed. */
  forgetAccount(accountId: string): void
}

export type ActorsOptions = {
  readonly pool: Pool
  readonly auth: Auth
  /** Rules in force; undefined for an authority that this server does not run. */
  readonly rulesOf: (jurisdiction: string) => Standing | undefined
  /** Epoch milliseconds. */
  readonly now?: () => number
}

/** How long an actor is remembered, in milliseconds. */
export const REMEMBERED = 15_000
const CAPACITY = 20_000
const DAY = 86_400_000

export async function createActors({ pool, auth, rulesOf, now = Date.now }: ActorsOptions): Promise<Actors> {
  const cookieName = (await auth.$context).authCookies.sessionToken.name
  const cache = createActorCache<SignedIn>(CAPACITY, now)

  async function find(cookie: string) {
    const session = await readSession(auth, `${cookieName}=${cookie}`)
    const account = session && accountOf(session.user, now())
    const rules = account && rulesOf(account.jurisdiction)
    if (!account || !rules) return null
    const at = now()
    const today = rules.calendar.zone.dayOf(at)
    const { held, until } = await readPosts(pool, account, localDate(today), at)
    const midnight = rules.calendar.zone.instantOf(today, DAY)
    const value: SignedIn = { actor: actorOf(account, held, rules.directory), account }
    return {
      value,
      accountId: account.id,
      until: Math.min(at + REMEMBERED, session.session.expiresAt.getTime(), midnight, until),
    }
  }

  return {
    actorFor: async (request) => {
      const cookie = sessionCookieOf(request, cookieName)
      return cookie === null ? null : cache.get(cookie, () => find(cookie))
    },
    forgetSession: (request) => {
      const cookie = sessionCookieOf(request, cookieName)
      if (cookie !== null) cache.forget(cookie)
    },
    forgetAccount: (accountId) => cache.forgetAccount(accountId),
  }
}

/** The library verifies the signature, and renews a session in use. */
async function readSession(auth: Auth, cookie: string) {
  try {
    return await auth.api.getSession({ headers: new Headers({ cookie }) })
  } catch (error) {
    // It wraps what the database said; our error handler knows that and not the wrapping.
    throw (error as Error).cause ?? error
  }
}

type User = NonNullable<Awaited<ReturnType<typeof readSession>>>['user']

/** Days after which staff choose another password. */
export const PASSWORD_DAYS = 90

/** Null for an account that belongs to no authority, or is locked: it may do nothing. */
export function accountOf(user: User, now: number = Date.now()): Account | null {
  if (!user.jurisdiction || user.lockedAt) return null
  const changedAt = user.passwordChangedAt?.getTime() ?? now
  const isOld = !user.residentId && now - changedAt > PASSWORD_DAYS * DAY
  return {
    id: user.id,
    name: user.name,
    username: user.username ?? '',
    jurisdiction: user.jurisdiction,
    residentId: user.residentId ?? null,
    locale: user.locale ?? 'zh',
    mustChangePassword: user.mustChangePassword === true || isOld,
  }
}

type PostRow = HeldPost & { readonly endsAt: Date | null }

/** Posts held on that day and posts delegated at that moment, with the first moment at which one of those ends. */
async function readPosts(
  pool: Pool,
  account: Account,
  day: string,
  at: number,
): Promise<{ held: HeldPost[]; until: number }> {
  if (account.residentId !== null) return { held: [], until: Number.POSITIVE_INFINITY }
  const { rows } = await pool.query<PostRow>({
    name: 'posts_in_force',
    text: postsInForce,
    values: [account.jurisdiction, account.id, day, new Date(at)],
  })
  const ends = rows.flatMap((row) => (row.endsAt ? [row.endsAt.getTime()] : []))
  return { held: rows, until: Math.min(...ends) }
}

const postsInForce = `
  select id, organisation_id as "organisationId", role, territory, null as "delegatedBy", null::timestamptz as "endsAt"
  from post
  where jurisdiction = $1 and account_id = $2 and from_on <= $3 and (to_on is null or to_on >= $3)
  union all
  select post.id, organisation_id, role, territory, post.account_id, to_at
  from delegation
  join post on post.jurisdiction = delegation.jurisdiction and post.id = delegation.post_id
  where delegation.jurisdiction = $1 and delegation.account_id = $2 and from_at <= $4 and to_at > $4
    and post.account_id <> $2 and from_on <= $3 and (to_on is null or to_on >= $3)
  order by 1, 5`
