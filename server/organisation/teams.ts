/** 队伍 — who holds posts today, who is on leave and who stands in: by place, or by organisation. Names are public by duty. */
import type { Db } from '../database/db.ts'
import { HELD_POSTS, IN_FORCE } from './posts.ts'

export type Serving = {
  readonly id: string
  readonly organisationId: string
  readonly role: string
  readonly territory: string
  readonly person: string
  readonly standIn: string | null
  readonly until: Date | null
}

/** A day (YYYY-MM-DD), and the instant for leave. */
export type Today = { readonly day: string; readonly now: Date }

const teamBy = (column: 'territory' | 'organisation_id') => ({
  name: `team-by-${column}`,
  text: `select p.id, p.organisation_id as "organisationId", p.role, p.territory, a.name as person,
      leave.name as "standIn", leave.to_at as until
    from ${HELD_POSTS}
    left join lateral (
      select s.name, d.to_at from delegation d join account s on s.id = d.account_id
      where d.jurisdiction = p.jurisdiction and d.post_id = p.id and d.from_at <= $4 and d.to_at > $4
      order by d.from_at limit 1
    ) leave on true
    where p.jurisdiction = $1 and p.${column} = any($2) and ${IN_FORCE}
    order by p.${column}, p.id`,
})

/** Posts limited to exactly these territories. */
export async function servingPlaces(db: Db, jurisdiction: string, codes: readonly string[], today: Today) {
  const values = [jurisdiction, codes, today.day, today.now]
  return (await db.query<Serving>({ ...teamBy('territory'), values })).rows
}

export async function servingIn(db: Db, jurisdiction: string, units: readonly string[], today: Today) {
  const values = [jurisdiction, units, today.day, today.now]
  return (await db.query<Serving>({ ...teamBy('organisation_id'), values })).rows
}

/** Territories of this length in which somebody holds a post of this role. */
export async function placesServedBy(
  db: Db,
  jurisdiction: string,
  role: string,
  day: string,
): Promise<Set<string>> {
  const { rows } = await db.query(
    `select distinct p.territory from ${HELD_POSTS}
     where p.jurisdiction = $1 and p.role = $2 and ${IN_FORCE}`,
    [jurisdiction, role, day],
  )
  return new Set(rows.map((row) => row.territory))
}

export type Served = {
  readonly role: string
  readonly person: string
  readonly from: string
  readonly to: string
}

/** Who held posts limited to this territory, until before `day`. */
export async function servedBefore(
  db: Db,
  jurisdiction: string,
  code: string,
  day: string,
): Promise<Served[]> {
  const { rows } = await db.query(
    `select p.role, a.name as person, p.from_on::text as "from", p.to_on::text as "to"
     from post p join account a on a.id = p.account_id
     where p.jurisdiction = $1 and p.territory = $2 and p.to_on < $3 order by p.to_on desc, p.id limit 50`,
    [jurisdiction, code, day],
  )
  return rows
}
