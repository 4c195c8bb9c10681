/** 待办列表 — what somebody must answer, urgent first, then by deadline. A page and its count ask the same condition. */

import type { Order } from '@huying/contract/matter/filter.ts'
import { readScopeOf } from '@huying/core/matter/policy.ts'
import type { Actor } from '@huying/core/organisation/types.ts'
import type { Db } from '../../database/db.ts'
import { conditionsOf, LINE, type RowFilter } from './list-filter.ts'
import {
  type Asked,
  afterPlace,
  columnsFor,
  cursorColumn,
  type Ordering,
  orderBy,
  type Page,
  pageOf,
  TITLE,
} from './list-page.ts'

export type InboxAsked = {
  readonly jurisdiction: string
  readonly accountId: string
  readonly actor: Actor
  readonly filter: RowFilter
  readonly order: Order
  /** The moment at which clocks are looked at. */
  readonly now: number
}

/** Everybody an actor answers as: their organisations, and their posts by name. */
export function addresseesOfActor(actor: Actor): string[] {
  return [...new Set(actor.posts.flatMap((post) => [post.organisationId, `post:${post.postId}`]))]
}

const orderings: Readonly<Record<Order, Ordering>> = {
  deadline: {
    order: 'deadline',
    keys: ['i.rank', 'i.due_at', 'i.matter_id'],
    types: ['smallint', 'timestamptz', 'uuid'],
    direction: 'asc',
  },
  newest: {
    order: 'newest',
    keys: ['m.reported_at', 'm.id'],
    types: ['timestamptz', 'uuid'],
    direction: 'desc',
  },
  oldest: {
    order: 'oldest',
    keys: ['m.reported_at', 'm.id'],
    types: ['timestamptz', 'uuid'],
    direction: 'asc',
  },
}

type Lines = {
  /** Conditions on `inbox i` alone; of those addressed to this actor ($2). */
  readonly where: string
  /** Conditions on the matter `m` too, or none. */
  readonly narrowed: string
  readonly values: readonly unknown[]
}

/**
 * Which lines are shown. Who works for several organisations may be asked as one of them about a complaint against another: that is
 * not shown, by the same rule as the matter itself.
 */
function linesOf({ jurisdiction, actor, filter, now }: InboxAsked): Lines {
  const values: unknown[] = [jurisdiction, addresseesOfActor(actor)]
  let where = 'i.jurisdiction = $1'
  if (new Set(actor.posts.map((post) => post.organisationId)).size >= 2)
    where += ` and not exists (select from matter r where r.jurisdiction = i.jurisdiction and r.id = i.matter_id
      and r.against && $${values.push(readScopeOf(actor).recusedFrom)}::text[])`
  const narrowed = conditionsOf(filter, LINE, now, values)
    .map((part) => ` and ${part}`)
    .join('')
  return { where, narrowed, values }
}

const JOINED = 'join matter m on m.jurisdiction = i.jurisdiction and m.id = i.matter_id'

/** Another line by which the same matter reaches this actor, and which goes first. */
const BETTER = `exists (select from inbox o
  where o.jurisdiction = i.jurisdiction and o.matter_id = i.matter_id and o.addressee = any($2)
    and (o.rank, o.due_at, o.addressee) < (i.rank, i.due_at, i.addressee))`

/** A matter that reaches somebody twice is one row. */
export async function inboxPage(db: Db, asked: InboxAsked, { cursor, limit, counts }: Asked): Promise<Page> {
  const lines = linesOf(asked)
  const ordering = orderings[asked.order]
  const values: unknown[] = [...lines.values]
  const after = cursor === null ? '' : `and ${afterPlace(cursor, ordering, values)}`
  const [most, account] = [`$${values.push(limit + 1)}`, `$${values.push(asked.accountId)}`]
  const joined = lines.narrowed !== '' || asked.order !== 'deadline' ? JOINED : ''
  const order = orderBy(ordering)
  const page = db.query({
    text: `select i.due_at, i.counted, i.roster, i.warn_at, i.duty, ${cursorColumn(ordering)}, ${columnsFor(account)}
      from unnest($2::text[]) mine (addressee) cross join lateral (
        select i.* from inbox i ${joined}
        where ${lines.where} and i.addressee = mine.addressee and not ${BETTER} ${lines.narrowed} ${after}
        order by ${order} limit ${most}
      ) i ${JOINED} ${TITLE}
      order by ${order} limit ${most}`,
    values,
  })
  const [{ rows }, count] = await Promise.all([page, counts ? countInbox(db, lines) : null])
  return pageOf(rows, limit, count)
}

/** A matter that reaches this actor twice counts once; who has lines of one addressee only has none of those. */
async function countInbox(db: Db, { where, narrowed, values }: Lines): Promise<number> {
  const mine = `from inbox i ${narrowed && JOINED} where ${where} and i.addressee = any($2)${narrowed}`
  if (narrowed !== '') {
    const { rows } = await db.query(`select count(*) as count ${mine} and not ${BETTER}`, [...values])
    return Number(rows[0].count)
  }
  const { rows } = await db.query(`select count(*) as count ${mine} group by i.addressee`, [...values])
  if (rows.length < 2) return Number(rows[0]?.count ?? 0)
  const { rows: all } = await db.query(
    `select count(*) as count from (select ${mine} group by i.matter_id) reached`,
    [...values],
  )
  return Number(all[0].count)
}
