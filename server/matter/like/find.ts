/**
 * 查找 — matters by their words, newest first. A common word in a wide scope has a hundred thousand matters and twenty are wanted; a rare one in a
 * narrow scope has three in ten years. So a search walks back in spans of time, each eight times the one before, and stops when it has enough:
 * the index joins words, place, readers and span, and only what it finds is asked of the matter's own policy.
 */
import type { ReadScope } from '@huying/core/matter/policy.ts'
import type { Db } from '../../database/db.ts'
import { quoted, reachOf, SPANS, spanOf } from '../record/words.ts'
import { STAND_IN } from '../rows.ts'
import { scopeOf } from '../scope.ts'

/** One way to be found: these words, within these places and among these. Queries as PostgreSQL reads them; empty where nothing is asked. */
export type Wanted = { readonly words: string; readonly reach: readonly string[] }

export type Finding = {
  readonly scope: ReadScope
  /** Any of these will do. */
  readonly any: readonly Wanted[]
  /** A further condition on `matter m`. */
  readonly also?: (values: unknown[]) => string
  readonly limit: number
  readonly now: number
}

/** Ids with the instants at which they were reported, newest first; at most `limit`. */
export async function findByWords(db: Db, jurisdiction: string, finding: Finding): Promise<Found[]> {
  if (finding.any.length === 0) return []
  const newest = await newestAt(db, jurisdiction)
  if (newest === null) return []
  const from = Math.min(newest, finding.now)
  for (const hours of SPANS) {
    const found = await findWithin(db, jurisdiction, finding, spans(from, hours))
    if (found.length >= finding.limit) return found
  }
  return findWithin(db, jurisdiction, finding, '')
}

export type Found = { readonly id: string; readonly reportedAt: number }

/** The span that a moment lies in, and the one before; what lies in the future is told by mistake and found with the rest. */
function spans(at: number, hours: number): string {
  const span = spanOf(at, hours)
  return anyOf([span, span - 1].map((each) => reachOf.time(hours, each)))
}

async function newestAt(db: Db, jurisdiction: string): Promise<number | null> {
  const { rows } = await db.query({
    name: 'newest-matter',
    text: 'select reported_at from matter where jurisdiction = $1 order by reported_at desc, id desc limit 1',
    values: [jurisdiction],
  })
  return rows[0]?.reported_at.getTime() ?? null
}

async function findWithin(
  db: Db,
  jurisdiction: string,
  { scope, any, also, limit }: Finding,
  span: string,
): Promise<Found[]> {
  const values: unknown[] = [jurisdiction]
  const place = reachOfScope(scope, jurisdiction)
  const ways = any.map(({ words, reach }) => {
    // Each by itself: joined with & into one query, PostgreSQL walks the rarest of them from the oldest matter on instead of jumping into the span.
    const within = [span, place, ...reach].filter((query) => query !== '')
    const conditions = [
      ...(words ? [`w.words @@ $${values.push(words)}::tsquery`] : []),
      ...within.map((query) => `w.reach @@ $${values.push(query)}::tsquery`),
    ]
    return conditions.length > 0 ? `(${conditions.join(' and ')})` : 'true'
  })
  const further = also ? ` and ${also(values)}` : ''
  // The words first, whatever the planner guesses of them: a rare one would else be looked for along a million matters.
  const { rows } = await db.query(
    `with w as materialized (select matter_id from matter_words w where w.jurisdiction = $1 and (${ways.join(' or ')}))
     select m.id, m.reported_at from w join matter m on m.jurisdiction = $1 and m.id = w.matter_id
     where ${scopeOf(scope, values)}${further}
     order by m.reported_at desc, m.id desc limit $${values.push(limit)}`,
    values,
  )
  return rows.map((row) => ({ id: row.id, reportedAt: row.reported_at.getTime() }))
}

/** Wider than what may be read, never narrower: the rows that are worth asking the policy about. Empty for whoever oversees the whole. */
function reachOfScope(scope: ReadScope, jurisdiction: string): string {
  const { prefixes, confidentialPrefixes, readers, seats } = scope
  const places = [...prefixes, ...confidentialPrefixes]
  if (scope.all || places.some((code) => jurisdiction.startsWith(code))) return ''
  return anyOf([
    ...places.map(reachOf.territory),
    ...readers.map(reachOf.reader),
    ...seats.map(({ organisationId }) => reachOf.reader(`${STAND_IN}${organisationId}`)),
  ])
}

export function anyOf(lexemes: readonly string[]): string {
  const each = [...new Set(lexemes)].map(quoted)
  return each.length > 1 ? `(${each.join(' | ')})` : (each[0] ?? '')
}

/** All of these queries; empty ones ask nothing. */
export function allOf(queries: readonly string[]): string {
  return queries.filter((query) => query !== '').join(' & ')
}
