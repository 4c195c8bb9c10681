/**
 * 列表 — inbox and matters, page by page. A page and its count ask the same condition, so they cannot disagree; the cursor is the
 * last row's place in the order, so a page costs the same at the end as at the beginning.
 */

import type { CountedTime } from '@huying/core/kernel/calendar/types.ts'
import { type ReadScope, readScopeOf } from '@huying/core/matter/policy.ts'
import type { Actor } from '@huying/core/organisation/types.ts'
import { subtreeRange } from '@huying/core/territory/code.ts'
import type { Db } from '../database/db.ts'
import { NotACursor } from '../kernel/failure.ts'
import { STAND_IN } from './rows.ts'

export type ListRow = {
  readonly id: string
  readonly number: string
  readonly loop: string
  readonly kind: string
  readonly pack_id: string
  readonly pack_version: string
  readonly state: string
  readonly territory: string
  readonly lead: string | null
  readonly holder: string | null
  readonly reported_at: Date
  readonly closed_at: Date | null
  readonly due_at: Date | number | null
  readonly counted: CountedTime | null
  readonly roster: string | null
  readonly warn_at: Date | null
  readonly paused_at: Date | null
  readonly urgent: boolean
  readonly supervised: boolean
  readonly title: string | null
  readonly duty: string | null
  readonly cursor: string
}

export type Page = {
  readonly rows: readonly ListRow[]
  readonly next: string | null
  readonly count: number | null
}

const COLUMNS = `m.id, m.number, m.loop, m.kind, m.pack_id, m.pack_version, m.state, m.territory, m.lead, m.holder, m.reported_at,
  m.closed_at, m.urgent, m.supervised, m.due_paused_at as paused_at, c.body as title`

const TITLE = `left join content c
  on c.jurisdiction = m.jurisdiction and c.matter_id = m.id and c.seq = 1 and c.field = 'title'`

/** Everybody an actor answers as: their organisations, and their posts by name. */
export function addresseesOfActor(actor: Actor): string[] {
  return [...new Set(actor.posts.flatMap((post) => [post.organisationId, `post:${post.postId}`]))]
}

type Condition = { readonly where: string; readonly values: readonly unknown[] }

/**
 * Which lines of `inbox i`, of those addressed to this actor ($2), are shown. Who works for several organisations may be asked as one of them about a
 * complaint against another: that is not shown, by the same rule as the matter itself.
 */
function linesOf(jurisdiction: string, actor: Actor): Condition {
  const mine = 'i.jurisdiction = $1'
  const values = [jurisdiction, addresseesOfActor(actor)]
  if (new Set(actor.posts.map((post) => post.organisationId)).size < 2) return { where: mine, values }
  const recused = `exists (select from matter r
    where r.jurisdiction = i.jurisdiction and r.id = i.matter_id and r.against && $3::text[])`
  return { where: `${mine} and not ${recused}`, values: [...values, readScopeOf(actor).recusedFrom] }
}

/** Another line by which the same matter reaches this actor, and which goes first. */
const BETTER = `exists (select from inbox o
  where o.jurisdiction = i.jurisdiction and o.matter_id = i.matter_id and o.addressee = any($2)
    and (o.rank, o.due_at, o.addressee) < (i.rank, i.due_at, i.addressee))`

/** What this actor must answer, urgent first, then by deadline. A matter that reaches them twice is one row. */
export async function inboxPage(
  db: Db,
  jurisdiction: string,
  actor: Actor,
  cursor: string | null,
  limit: number,
): Promise<Page> {
  const lines = linesOf(jurisdiction, actor)
  const values: unknown[] = [...lines.values]
  let after = ''
  if (cursor !== null) {
    const [rank, due, id] = decodeCursor(cursor, [RANK, EPOCH, UUID]) as [string, string, string]
    const places = [rank, instantOf(due), id].map((value) => values.push(value))
    after = `and (i.rank, i.due_at, i.matter_id) > ($${places[0]}::smallint, $${places[1]}::timestamptz, $${places[2]}::uuid)`
  }
  const most = `$${values.push(limit + 1)}`
  const page = db.query({
    text: `select page.*, ${COLUMNS} from (
        select i.matter_id, i.rank, i.due_at, i.counted, i.roster, i.warn_at, i.duty,
          i.rank || ',' || extract(epoch from i.due_at)::text || ',' || i.matter_id as cursor
        from unnest($2::text[]) mine (addressee) cross join lateral (
          select * from inbox i where ${lines.where} and i.addressee = mine.addressee and not ${BETTER} ${after}
          order by i.rank, i.due_at, i.matter_id limit ${most}
        ) i
        order by i.rank, i.due_at, i.matter_id limit ${most}
      ) page
      join matter m on m.jurisdiction = $1 and m.id = page.matter_id ${TITLE}
      order by page.rank, page.due_at, page.matter_id`,
    values,
  })
  const [{ rows }, count] = await Promise.all([page, cursor === null ? countInbox(db, lines) : null])
  return pageOf(rows, limit, count)
}

/** A matter that reaches this actor twice counts once; who has lines of one addressee only has none of those. */
async function countInbox(db: Db, { where, values }: Condition): Promise<number> {
  const mine = `from inbox i where ${where} and i.addressee = any($2)`
  const { rows } = await db.query(`select count(*) as count ${mine} group by i.addressee`, [...values])
  if (rows.length < 2) return Number(rows[0]?.count ?? 0)
  const { rows: all } = await db.query(
    `select count(*) as count from (select ${mine} group by i.matter_id) reached`,
    [...values],
  )
  return Number(all[0].count)
}

export type MatterFilter = {
  readonly scope: ReadScope
  /** Subtrees to look in; everywhere where null. */
  readonly territories: readonly string[] | null
  readonly number: string | null
  readonly open: boolean
}

/** Matters in the actor's scope: open ones by deadline, or all of them, newest first. */
export async function mattersPage(
  db: Db,
  jurisdiction: string,
  filter: MatterFilter,
  cursor: string | null,
  limit: number,
): Promise<Page> {
  const values: unknown[] = [jurisdiction]
  const where = whereOf(filter, values)
  const order = filter.open ? "coalesce(m.due_at, 'infinity'), m.id" : 'm.reported_at desc, m.id desc'
  const key = filter.open ? "coalesce(m.due_at, 'infinity')" : 'm.reported_at'
  const all = [...values]
  const after = cursor === null ? null : decodeCursor(cursor, [EPOCH, UUID])
  let paged = where
  if (after) {
    const [at, id] = [values.push(instantOf(after[0] as string)), values.push(after[1])]
    paged = `${where} and (${key}, m.id) ${filter.open ? '>' : '<'} ($${at}::timestamptz, $${id}::uuid)`
  }
  const page = db.query({
    text: `select ${COLUMNS}, m.due_at, m.due_counted as counted, m.due_roster as roster, m.due_warn_at as warn_at,
      null as duty, extract(epoch from ${key})::text || ',' || m.id as cursor
      from matter m ${TITLE} where ${paged} order by ${order} limit $${values.push(limit + 1)}`,
    values,
  })
  const [{ rows }, count] = await Promise.all([page, cursor === null ? countMatters(db, where, all) : null])
  return pageOf(rows, limit, count)
}

function whereOf(filter: MatterFilter, values: unknown[]): string {
  const parts = ['m.jurisdiction = $1', scopeOf(filter.scope, values)]
  if (filter.territories !== null) parts.push(within(filter.territories, values))
  if (filter.number !== null)
    parts.push(`(m.number = $${values.push(filter.number)} or m.source = $${values.length})`)
  if (filter.open) parts.push('m.closed_at is null')
  return parts.join(' and ')
}

/** The conditions of the matter's policy (`admits` in core/matter/policy.ts), as a condition on rows. */
function scopeOf(scope: ReadScope, values: unknown[]): string {
  const admitted = [`m.readers && $${values.push(scope.readers)}::text[]`]
  if (scope.prefixes.length > 0) admitted.push(`(not m.confidential and ${within(scope.prefixes, values)})`)
  if (scope.confidentialPrefixes.length > 0)
    admitted.push(`(m.confidential and ${within(scope.confidentialPrefixes, values)})`)
  for (const { organisationId, territory } of scope.seats)
    admitted.push(
      // The place first: it is decided at once, and for most rows decides the whole.
      `(${within([territory], values)} and m.readers && $${values.push([`${STAND_IN}${organisationId}`])}::text[])`,
    )
  const recused =
    scope.recusedFrom.length > 0 ? ` and not m.against && $${values.push(scope.recusedFrom)}::text[]` : ''
  return `(${admitted.join(' or ')})${recused}`
}

function within(prefixes: readonly string[], values: unknown[]): string {
  const ranges = prefixes.map((prefix) => {
    const [from, to] = subtreeRange(prefix)
    return `(m.territory >= $${values.push(from)} and m.territory < $${values.push(to)})`
  })
  return `(${ranges.join(' or ')})`
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

function pageOf(rows: ListRow[], limit: number, count: number | null): Page {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page,
    next: rows.length > limit && last ? Buffer.from(last.cursor).toString('base64url') : null,
    count,
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const RANK = /^[01]$/
const EPOCH = /^(Infinity|\d{1,11}(\.\d{1,6})?)$/

/** The parts of a cursor, each of its own shape. @throws NotACursor on what no list of ours has given out */
function decodeCursor(cursor: string, shapes: readonly RegExp[]): string[] {
  const values = Buffer.from(cursor, 'base64url').toString().split(',')
  if (values.length !== shapes.length || !shapes.every((shape, i) => shape.test(values[i] as string)))
    throw new NotACursor()
  return values
}

/** PostgreSQL's reading of an epoch, exact to the microsecond, which a Date is not. */
function instantOf(epoch: string): string {
  if (epoch === 'Infinity') return 'infinity'
  const [whole = '0', fraction = '0'] = epoch.split('.')
  const second = new Date(Number(whole) * 1000).toISOString().slice(0, 19)
  return `${second}.${fraction.padEnd(6, '0')}Z`
}
