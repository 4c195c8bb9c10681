/** 相似 — matters beside each other: which words both have, how far apart they are, whether they are of one kind; and how much that is. */
import type { Likeness } from '@huying/contract/matter/nearby.ts'
import { planeAt } from '@huying/core/territory/plane.ts'
import type { Signed } from '../../app.ts'
import type { Db } from '../../database/db.ts'
import { type Keyword, keywordsOf } from '../../kernel/cut.ts'
import { columnsFor, type ListRow, TITLE } from '../list/list-page.ts'

/** What others are compared with. */
export type Subject = {
  readonly keywords: readonly Keyword[]
  readonly kind: string | null
  readonly point: readonly [lon: number, lat: number] | null
}

export type LikeRow = ListRow & {
  readonly satisfied: number | null
  readonly lon: number | null
  readonly lat: number | null
  /** Of the subject's words, those that it has too. */
  readonly shared: readonly string[]
}

export type Alike = { readonly row: LikeRow; readonly likeness: Likeness; readonly score: number }

/** As far as one is still at the same place. */
export const NEAR_METRES = 300
const KEYWORDS = 8

export function keywordsIn(text: string): Keyword[] {
  return keywordsOf(text, KEYWORDS)
}

/** The rows of `ids` beside the subject, the likest first. The ids have been found within the reader's scope. */
export async function alike(
  db: Db,
  { id: accountId, jurisdiction }: Signed['account'],
  subject: Subject,
  ids: readonly string[],
): Promise<Alike[]> {
  if (ids.length === 0) return []
  const { rows } = await db.query<LikeRow>({
    text: `select ${columnsFor('$4')}, m.due_at, m.due_counted as counted, m.due_roster as roster, m.due_warn_at as warn_at, null as duty, '' as cursor,
        m.satisfied, m.lon, m.lat,
        array(select unnest($3::text[]) intersect select unnest(tsvector_to_array(w.words))) as shared
      from matter m ${TITLE}
      join matter_words w on w.jurisdiction = m.jurisdiction and w.matter_id = m.id
      where m.jurisdiction = $1 and m.id = any($2::uuid[])`,
    values: [jurisdiction, ids, subject.keywords.map(({ word }) => word), accountId],
  })
  return rows
    .map((row) => ({ row, ...likenessOf(subject, row) }))
    .sort((a, b) => b.score - a.score || b.row.reported_at.getTime() - a.row.reported_at.getTime())
}

/** Words count by how much they tell, the same kind as much as all of them, and the same spot as much as that. */
function likenessOf({ keywords, kind, point }: Subject, row: LikeRow): Omit<Alike, 'row'> {
  const total = keywords.reduce((sum, { weight }) => sum + weight, 0)
  const shared = keywords.filter(({ word }) => row.shared.includes(word))
  const words = total === 0 ? 0 : shared.reduce((sum, { weight }) => sum + weight, 0) / total
  const sameKind = row.kind === kind
  const metres = metresBetween(point, row)
  const nearness = metres === null ? 0 : Math.max(0, 1 - metres / NEAR_METRES)
  return {
    likeness: { metres, words: shared.map(({ word }) => word), sameKind },
    score: words + (sameKind ? 1 : 0) + nearness,
  }
}

function metresBetween(point: Subject['point'], { lon, lat }: LikeRow): number | null {
  if (point === null || lon === null || lat === null) return null
  const plane = planeAt(point)
  return Math.round(Math.hypot((lon - point[0]) * plane.metresPerLon, (lat - point[1]) * plane.metresPerLat))
}
