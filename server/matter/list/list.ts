/** 事项列表 — matters in somebody's scope, page by page. A page and its count ask the same condition, so they cannot disagree. */

import type { Order } from '@huying/contract/matter/filter.ts'
import type { ReadScope } from '@huying/core/matter/policy.ts'
import type { Db } from '../../database/db.ts'
import { scopeOf } from '../scope.ts'
import { conditionsOf, PROMISE, type RowFilter } from './list-filter.ts'
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

export type MattersAsked = {
  readonly jurisdiction: string
  readonly accountId: string
  readonly scope: ReadScope
  readonly filter: RowFilter
  readonly number: string | null
  /** Only those that the account follows. */
  readonly followed: boolean
  /** Only open ones, only closed ones, or all where null. */
  readonly open: boolean | null
  readonly order: Order
  /** The moment at which clocks are looked at. */
  readonly now: number
}

const byAge = (order: Order, direction: 'asc' | 'desc'): Ordering => ({
  order,
  keys: ['m.reported_at', 'm.id'],
  types: ['timestamptz', 'uuid'],
  direction,
})

const orderings: Readonly<Record<Order, Ordering>> = {
  deadline: {
    order: 'deadline',
    keys: ["coalesce(m.due_at, 'infinity')", 'm.id'],
    types: ['timestamptz', 'uuid'],
    direction: 'asc',
  },
  newest: byAge('newest', 'desc'),
  oldest: byAge('oldest', 'asc'),
}

export async function mattersPage(
  db: Db,
  asked: MattersAsked,
  { cursor, limit, counts }: Asked,
): Promise<Page> {
  const values: unknown[] = [asked.jurisdiction]
  const where = whereOf(asked, values)
  const counted = [...values]
  const ordering = orderings[asked.order]
  const paged = cursor === null ? where : `${where} and ${afterPlace(cursor, ordering, values)}`
  const page = db.query({
    text: `select ${columnsFor(`$${values.push(asked.accountId)}`)}, m.due_at, m.due_counted as counted, m.due_roster as roster,
      m.due_warn_at as warn_at, null as duty, ${cursorColumn(ordering)}
      from matter m ${TITLE} where ${paged} order by ${orderBy(ordering)} limit $${values.push(limit + 1)}`,
    values,
  })
  const [{ rows }, count] = await Promise.all([page, counts ? countMatters(db, where, counted) : null])
  return pageOf(rows, limit, count)
}

function whereOf(asked: MattersAsked, values: unknown[]): string {
  const { scope, number, followed, open, filter, now } = asked
  const parts = ['m.jurisdiction = $1', scopeOf(scope, values), ...conditionsOf(filter, PROMISE, now, values)]
  if (number !== null) parts.push(`(m.number = $${values.push(number)} or m.source = $${values.length})`)
  if (followed)
    parts.push(
      `m.id in (select matter_id from follow where jurisdiction = $1 and account_id = $${values.push(asked.accountId)})`,
    )
  if (open !== null) parts.push(`m.closed_at is ${open ? '' : 'not '}null`)
  return parts.join(' and ')
}

/** Most that a list is counted to: beyond it a number says no more than that there are more. See docs/adr. */
export const COUNTED = 1_000

/** How many there are exactly, or null where there are more than `COUNTED`. */
async function countMatters(db: Db, where: string, values: readonly unknown[]): Promise<number | null> {
  const { rows } = await db.query(
    `select count(*) as count from (select from matter m where ${where} limit ${COUNTED + 1}) first`,
    [...values],
  )
  const count = Number(rows[0].count)
  return count > COUNTED ? null : count
}
