/** 代理存取 — which posts are handed over, to whom and until when; who may stand in. */
import type { Colleagues, Delegation } from '@huying/contract/account/leave.ts'
import { mayDelegate } from '@huying/core/account/policy.ts'
import type { Account } from '@huying/core/account/types.ts'
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import type { Actor } from '@huying/core/organisation/types.ts'
import { HELD_POSTS } from '../organisation/posts.ts'
import type { Services } from '../services.ts'
import { postNamer } from './post-names.ts'

type Reader = { readonly actor: Actor; readonly account: Account }

/** Those of an account, given or received, and those of posts inside the territories. */
export type Of = { readonly accountId: string | null; readonly territories: readonly string[] }

/** Current and coming, the earliest first. */
export async function delegationsOf(services: Services, reader: Reader, of: Of): Promise<Delegation[]> {
  const { jurisdiction } = reader.account
  const { rows } = await services.db.query(
    `select d.id, d.from_at, d.to_at, d.account_id as delegate_id, g.name as delegate, p.id as post,
       p.organisation_id, p.role, p.territory, p.account_id as holder_id, h.name as holder
     from delegation d
     join post p on p.jurisdiction = d.jurisdiction and p.id = d.post_id
     join account h on h.id = p.account_id
     join account g on g.id = d.account_id
     where d.jurisdiction = $1 and d.to_at > now()
       and (d.account_id = $2 or p.account_id = $2
         or exists (select from unnest($3::text[]) as within (code) where starts_with(p.territory, within.code)))
     order by d.from_at, d.id limit 500`,
    [jurisdiction, of.accountId, of.territories],
  )
  const names = postNamer(services, jurisdiction)
  const now = Date.now()
  return rows.map((row) => ({
    id: row.id,
    post: {
      id: row.post,
      organisation: names.organisation(row.organisation_id),
      role: names.role(row.role),
      territory: names.territory(row.territory),
    },
    holder: { accountId: row.holder_id, name: row.holder },
    delegate: { accountId: row.delegate_id, name: row.delegate },
    fromAt: row.from_at.toISOString(),
    toAt: row.to_at.toISOString(),
    isCurrent: row.from_at.getTime() <= now,
    mayEnd: mayDelegate(reader.actor, {
      ...{ id: row.post, accountId: row.holder_id, territory: row.territory },
    }),
  }))
}

export async function mayHandOver(services: Services, { actor, account }: Reader, postId: string) {
  const { rows } = await services.db.query(
    'select id, account_id as "accountId", territory from post where jurisdiction = $1 and id = $2',
    [account.jurisdiction, postId],
  )
  return rows[0] !== undefined && mayDelegate(actor, rows[0])
}

const MOST = 50

/** Colleagues of a post: those in the same organisation first, then in its parts, its parent and beside it. */
export async function colleaguesOf(
  services: Services,
  { account }: Reader,
  postId: string,
  text: string,
): Promise<Colleagues['rows']> {
  const { jurisdiction } = account
  const { directory, calendar } = services.registry.current(jurisdiction).rules
  const { rows: posts } = await services.db.query(
    'select organisation_id, account_id from post where jurisdiction = $1 and id = $2',
    [jurisdiction, postId],
  )
  const own = directory.byId.get(posts[0]?.organisation_id)
  if (!own) return []
  const rank = (id: string): number => {
    if (id === own.id) return 0
    if (directory.chains.get(id)?.includes(own.id) || id === own.parentId) return 1
    return directory.byId.get(id)?.parentId === own.parentId ? 2 : 3
  }
  const near = [...directory.byId.keys()].filter((id) => rank(id) < 3)
  const { rows } = await services.db.query(
    `select distinct on (a.id) a.id, a.name, p.organisation_id, p.role
     from ${HELD_POSTS}
     join unnest($2::text[], $3::int[]) as near (id, rank) on near.id = p.organisation_id
     where p.jurisdiction = $1 and p.from_on <= $4 and (p.to_on is null or p.to_on >= $4) and a.id <> $5
       and ($6 = '' or position(lower($6) in lower(a.name)) > 0)
     order by a.id, near.rank`,
    [
      ...[jurisdiction, near, near.map(rank), localDate(calendar.zone.dayOf(services.now()))],
      ...[posts[0].account_id, text.trim()],
    ],
  )
  const names = postNamer(services, jurisdiction)
  return rows
    .sort((a, b) => rank(a.organisation_id) - rank(b.organisation_id) || (a.name < b.name ? -1 : 1))
    .slice(0, MOST)
    .map((row) => ({
      ...{ accountId: row.id, name: row.name },
      ...{ organisation: names.organisation(row.organisation_id), role: names.role(row.role) },
    }))
}
