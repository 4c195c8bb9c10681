/** 岗位存取 — who holds which post on a day. Whose account is shut can do nothing, and is nobody to turn to. */
import type { Db } from '../database/db.ts'

/** Posts `p` with the account `a` of whoever holds them: the `from` of every query that asks who may be turned to. */
export const HELD_POSTS = `post p join account a on a.id = p.account_id and a."lockedAt" is null`
/** On the day `$3`. */
export const IN_FORCE = 'p.from_on <= $3 and (p.to_on is null or p.to_on >= $3)'

export type PostHeld = {
  readonly id: string
  readonly organisationId: string
  readonly role: string
  /** Name of the person. */
  readonly person: string
}

/** Posts held on `day` (YYYY-MM-DD) in these organisations, in order of organisation and id. */
export async function postsHeldIn(
  db: Db,
  jurisdiction: string,
  organisations: readonly string[],
  day: string,
): Promise<PostHeld[]> {
  const { rows } = await db.query({
    name: 'posts-held-in',
    text: `select p.id, p.organisation_id as "organisationId", p.role, a.name as person
      from ${HELD_POSTS}
      where p.jurisdiction = $1 and p.organisation_id = any($2) and ${IN_FORCE}
      order by p.organisation_id, p.id`,
    values: [jurisdiction, organisations, day],
  })
  return rows
}

export type PostServing = {
  readonly role: string
  readonly organisationId: string
  readonly person: string
  /** Work telephone of the person, where known. */
  readonly phone: string | null
}

/** Posts held on `day` whose territory is exactly this one: who serves the place itself. */
export async function postsServing(
  db: Db,
  jurisdiction: string,
  territory: string,
  day: string,
): Promise<PostServing[]> {
  const { rows } = await db.query({
    name: 'posts-serving',
    text: `select p.role, p.organisation_id as "organisationId", a.name as person, null::text as phone
      from ${HELD_POSTS}
      where p.jurisdiction = $1 and p.territory = $2 and ${IN_FORCE}
      order by p.id`,
    values: [jurisdiction, territory, day],
  })
  return rows
}

/** The organisation of a post held on `day`; null where nobody holds it or there is none. */
export async function organisationOfPost(
  db: Db,
  jurisdiction: string,
  postId: string,
  day: string,
): Promise<string | null> {
  const { rows } = await db.query({
    name: 'organisation-of-post',
    text: `select p.organisation_id from ${HELD_POSTS}
      where p.jurisdiction = $1 and p.id = $2 and ${IN_FORCE}`,
    values: [jurisdiction, postId, day],
  })
  return rows[0]?.organisation_id ?? null
}

/** Names of who holds these posts, or did last, by post. */
export async function namesOfPosts(
  db: Db,
  jurisdiction: string,
  posts: readonly string[],
): Promise<Map<string, string>> {
  if (posts.length === 0) return new Map()
  const { rows } = await db.query({
    name: 'names-of-posts',
    text: `select p.id, a.name from post p join account a on a.id = p.account_id
      where p.jurisdiction = $1 and p.id = any($2)`,
    values: [jurisdiction, posts],
  })
  return new Map(rows.map((row) => [row.id, row.name]))
}
